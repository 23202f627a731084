package io.souschef.check.step;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.nn.BatchNorm;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
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
     * Whether all that the step's evaluation mode does is to keep the statistics of BatchNorms, on purpose, as is usual with few examples in a batch: it
     * leaves some layers in training mode, and the net gives the same when all that it put into evaluation mode are put back into training mode, but for
     * the norms. Who forgets train() leaves the whole net so.
     */
    record NormsAlone() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            Map<String, Boolean> modes = subject.measured(new StepModes());
            float[] asInStep = subject.fresh(program -> output(program, modes, false));
            float[] normsAlone = subject.fresh(program -> output(program, modes, true));
            return subject.fresh(program -> trainsAny(program.net(), modes)) && Arrays.equals(asInStep, normsAlone);
        }

        /** Whether any layer is in training mode that has something of its own to train, beside the layers inside it. */
        private static boolean trainsAny(Layer net, Map<String, Boolean> modes) {
            return net.layers().entrySet().stream()
                    .filter(layer -> modes.getOrDefault(layer.getKey(), true))
                    .map(Map.Entry::getValue)
                    .anyMatch(layer -> layer.parameterCount()
                            > layer.children().values().stream()
                                    .mapToLong(Layer::parameterCount)
                                    .sum());
        }

        private static float[] output(TrainingProgram program, Map<String, Boolean> modes, boolean normsAlone) {
            try (Batch batch = Feeder.open(program, 0);
                    NoGrad off = NoGrad.open()) {
                set(program.net(), modes);
                program.net().layers().values().stream()
                        .filter(layer -> normsAlone && !(layer instanceof BatchNorm))
                        .forEach(layer -> layer.training(true));
                return program.forward(batch).toFloats();
            }
        }
    }

    /** Brings the layers of a net into these modes; those that aren't named into training mode. */
    static void set(Layer net, Map<String, Boolean> modes) {
        net.train();
        net.layers().forEach((name, layer) -> layer.training(modes.getOrDefault(name, true)));
    }
}
