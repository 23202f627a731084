package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Trace;
import java.util.List;
import java.util.Map;

/** The operations of a fresh program's own evaluation in order, as far as {@value #MOST} of them. It has no output. */
record EvaluationChart() implements Probe<Chart> {
    private static final int MOST = 2000;

    /** Whether an evaluation went on after what this chart shows of it. */
    static boolean isCutShort(Chart evaluation) {
        return evaluation.ops().size() >= MOST;
    }

    @Override
    public Chart measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.evaluation().open(0)) {
                Recorder recorder = new Recorder(program, batch);
                try (Trace trace = Trace.open(step -> {
                    if (recorder.ops().size() < MOST) {
                        recorder.accept(step);
                    }
                })) {
                    program.evaluate();
                }
                return new Chart(recorder.ops(), -1, List.of(), List.of(), Map.of(), true);
            }
        });
    }
}
