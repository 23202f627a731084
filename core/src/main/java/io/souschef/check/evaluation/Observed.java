package io.souschef.check.evaluation;

import io.souschef.nn.Layer;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.Evaluation;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a program's own evaluation gives, and what it does meanwhile. What it changes is seen from copies taken before.
 *
 * @param evaluation what it gives
 * @param inTraining layers in training mode while it went on, by name; none where a pass in evaluation mode, as long at least, came
 *     after: then that one made the predictions
 * @param drawn layers that drew random numbers
 * @param parameters that it changed
 * @param buffers that it changed
 * @param gradients that it changed
 * @param operations of layers
 */
record Observed(
        Evaluation evaluation,
        List<String> inTraining,
        List<String> drawn,
        List<String> parameters,
        List<String> buffers,
        List<String> gradients,
        int operations) {
    static final Set<String> LAYERS = Set.of("linear", "conv2d", "matmul", "batchNorm", "lstm");

    /** Lets the program evaluate, from training mode. */
    static Observed of(TrainingProgram program) {
        program.net().train();
        Map<String, float[]> parameters = copied(program.net().parameters());
        Map<String, float[]> buffers = copied(program.net().buffers());
        Map<String, float[]> gradients = gradients(program.net());
        Map<String, Long> draws = program.net().drawsByLayer();
        List<String> modes = new ArrayList<>();
        Passes passes = new Passes();
        Evaluation user = watched(program, modes, passes);
        List<String> drawn = program.net().drawsByLayer().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(draws.getOrDefault(entry.getKey(), 0L)))
                .map(Map.Entry::getKey)
                .toList();
        return new Observed(
                user,
                modes,
                drawn,
                changed(parameters, copied(program.net().parameters())),
                changed(buffers, copied(program.net().buffers())),
                changed(gradients, gradients(program.net())),
                passes.all);
    }

    /** Whether the net is as it was, and nothing was drawn. */
    boolean leavesAlone() {
        return drawn.isEmpty() && parameters.isEmpty() && buffers.isEmpty() && gradients.isEmpty();
    }

    private static Evaluation watched(TrainingProgram program, List<String> modes, Passes passes) {
        Evaluation user;
        try (Scope scope = Scope.open("watched");
                Trace trace = Trace.open(step -> look(program.net(), step, modes, passes))) {
            user = program.evaluate();
        }
        if (passes.evaluatingSince >= passes.training) {
            modes.clear();
        }
        return user;
    }

    /** How many operations of layers there were, how many of them in training mode, and in evaluation mode after the last of those. */
    private static final class Passes {
        private int all;
        private int training;
        private int evaluatingSince;
    }

    private static void look(Layer net, Trace.Step step, List<String> modes, Passes passes) {
        if (!LAYERS.contains(step.operation())) {
            return;
        }
        List<String> training = new ArrayList<>();
        net.layers().forEach((name, layer) -> {
            if (layer.isTraining()) {
                training.add(name.isEmpty() ? "the net" : name);
            }
        });
        passes.all++;
        passes.training += training.isEmpty() ? 0 : 1;
        passes.evaluatingSince = training.isEmpty() ? passes.evaluatingSince + 1 : 0;
        if (modes.isEmpty()) {
            modes.addAll(training);
        }
    }

    private static Map<String, float[]> copied(Map<String, Tensor> tensors) {
        Map<String, float[]> copied = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copied.put(name, tensor.toFloats()));
        return copied;
    }

    private static Map<String, float[]> gradients(Layer net) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (Scope scope = Scope.open("gradients")) {
            net.parameters()
                    .forEach((name, parameter) -> gradients.put(
                            name, parameter.grad().map(Tensor::toFloats).orElse(new float[0])));
        }
        return gradients;
    }

    private static List<String> changed(Map<String, float[]> before, Map<String, float[]> after) {
        return before.entrySet().stream()
                .filter(entry -> !Arrays.equals(entry.getValue(), after.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }
}
