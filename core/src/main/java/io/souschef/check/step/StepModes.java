package io.souschef.check.step;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.nn.BatchNorm;
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

    /**
     * Whether the step has put into evaluation mode no other layers than BatchNorms, and left some in training mode: statistics that are kept
     * on purpose, as is usual with few examples in a batch. Who forgets train() leaves the whole net so.
     */
    record NormsAlone() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            Map<String, Boolean> modes = subject.measured(new StepModes());
            return modes.containsValue(true)
                    && subject.fresh(program -> program.net().layers().entrySet().stream()
                            .filter(layer -> !modes.getOrDefault(layer.getKey(), true))
                            .allMatch(layer -> layer.getValue() instanceof BatchNorm));
        }
    }

    /** Brings the layers of a net into these modes; those that aren't named into training mode. */
    static void set(Layer net, Map<String, Boolean> modes) {
        net.train();
        net.layers().forEach((name, layer) -> layer.training(modes.getOrDefault(name, true)));
    }
}
