package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.data.Batch;
import io.souschef.tensor.Trace;
import java.util.List;
import java.util.Map;

/**
 * The operations of one step of a fresh program in order, those of its losses too: what a forward pass alone doesn't show is taken
 * elsewhere. It has no output.
 */
record StepChart() implements Probe<Chart> {
    @Override
    public Chart measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = Feeder.open(program, 0)) {
                Recorder recorder = new Recorder(program, batch);
                try (Trace trace = Trace.open(recorder)) {
                    program.step(batch);
                }
                return new Chart(recorder.ops(), -1, List.of(), List.of(), Map.of(), true);
            }
        });
    }
}
