package io.souschef.check.step;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.nn.Layer;
import io.souschef.tensor.Trace;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether each layer is in training mode when the step has come to the first operation that its backward pass will go through, by
 * name: a frozen backbone may keep its BatchNorm in evaluation mode.
 */
record StepModes() implements Probe<Map<String, Boolean>> {
    @Override
    public Map<String, Boolean> measure(Subject subject) {
        return subject.fresh(program -> {
            Map<String, Boolean> modes = new LinkedHashMap<>();
            try (Batch batch = Feeder.open(program, 0);
                    Trace trace = Trace.open(step -> {
                        if (modes.isEmpty() && step.recorded() && step.result().requiresGrad()) {
                            program.net().layers().forEach((name, layer) -> modes.put(name, layer.isTraining()));
                        }
                    })) {
                program.step(batch);
            }
            return modes;
        });
    }

    /** Brings the layers of a net into these modes; those that aren't named into training mode. */
    static void set(Layer net, Map<String, Boolean> modes) {
        net.train();
        net.layers().forEach((name, layer) -> layer.training(modes.getOrDefault(name, true)));
    }
}
