package io.souschef.check.evaluation;

import io.souschef.data.Batch;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.Evaluation;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a program's own evaluation gives, and what it does meanwhile. What it changes is seen from copies taken before.
 *
 * @param evaluation what it gives
 * @param inTraining layers in training mode while it went on, by name; none where a pass in evaluation mode, as long at least, came
 *     after: then that one made the predictions
 * @param drawn layers that drew random numbers
 * @param parameters that it changed
 * @param buffers that it changed, where the net says something else with them: it may count there what it was asked
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
    /** Lets the program evaluate, from training mode. */
    static Observed of(TrainingProgram program) {
        program.net().train();
        Map<String, float[]> parameters = copied(program.net().parameters());
        Map<String, float[]> buffers = copied(program.net().buffers());
        Map<String, float[]> gradients = gradients(program.net());
        Map<String, Long> draws = program.net().drawsByLayer();
        Passes passes = new Passes(program.net());
        Evaluation user;
        try (Scope scope = Scope.open("watched");
                Trace trace = Trace.open(passes)) {
            user = program.evaluate();
        }
        List<String> altered = changed(buffers, copied(program.net().buffers()));
        return new Observed(
                user,
                passes.inTraining(),
                drawn(program.net(), draws),
                changed(parameters, copied(program.net().parameters())),
                altered.isEmpty() || saysTheSame(program, buffers) ? List.of() : altered,
                changed(gradients, gradients(program.net())),
                passes.operations());
    }

    /** Whether the net's outputs in evaluation mode, for the first batch, are with its buffers what they are with those of before. */
    private static boolean saysTheSame(TrainingProgram program, Map<String, float[]> before) {
        try (Scope scope = Scope.open("buffers of before");
                NoGrad off = NoGrad.open();
                Batch batch = program.evaluation().open(0)) {
            Map<String, Tensor> now = new LinkedHashMap<>();
            program.net().buffers().forEach((name, buffer) -> now.put(name, buffer.copy()));
            program.net().eval();
            float[] said = program.forward(batch).toFloats();
            put(program, now);
            program.net()
                    .buffers()
                    .forEach((name, buffer) -> buffer.copyInPlace(Tensor.of(
                                    Objects.requireNonNull(before.get(name)),
                                    buffer.shape().toArray())
                            .to(buffer.dtype())));
            float[] saidBefore = program.forward(batch).toFloats();
            put(program, now);
            program.net().train();
            return Arrays.equals(said, saidBefore);
        }
    }

    private static void put(TrainingProgram program, Map<String, Tensor> buffers) {
        program.net()
                .buffers()
                .forEach((name, buffer) -> buffer.copyInPlace(Objects.requireNonNull(buffers.get(name))));
    }

    /** Whether the net is as it was, and nothing was drawn. */
    boolean leavesAlone() {
        return drawn.isEmpty() && parameters.isEmpty() && buffers.isEmpty() && gradients.isEmpty();
    }

    /** Layers that drew since they had drawn so often. */
    static List<String> drawn(Layer net, Map<String, Long> before) {
        return net.drawsByLayer().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.getOrDefault(entry.getKey(), 0L)))
                .map(Map.Entry::getKey)
                .toList();
    }

    static Map<String, float[]> copied(Map<String, Tensor> tensors) {
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

    /** The names of those that are others than before. */
    static List<String> changed(Map<String, float[]> before, Map<String, float[]> after) {
        return before.entrySet().stream()
                .filter(entry -> !Arrays.equals(entry.getValue(), after.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }
}
