package io.souschef.check.wiring;

import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which weights the net's answer doesn't depend on, although operations take them: with other numbers in them output and loss stay what they
 * were, in training and in evaluation mode. What is rounded, or goes through Java arrays, has no gradient and an influence.
 */
final class Influence {
    private static final int EXAMPLES = 32;

    /** Weights that are tried one by one, where all together make a difference; each takes two passes. */
    private static final int MOST = 32;

    private Influence() {}

    /** Those of {@code names} that have none, and from which no path of operations leads to the output. */
    static List<String> without(Subject subject, Chart chart, List<String> names) {
        Set<Integer> used = chart.outputOp().map(chart::ancestors).orElse(Set.of());
        List<String> apart = names.stream()
                .filter(name -> chart.outputOp().isPresent())
                .filter(name -> chart.ops().stream()
                        .noneMatch(op -> used.contains(op.index())
                                && op.sources().stream()
                                        .anyMatch(source -> source.isParameter()
                                                && source.name().equals(name))))
                .toList();
        return apart.isEmpty() ? List.of() : subject.fresh(program -> unfelt(program, apart));
    }

    private static List<String> unfelt(TrainingProgram program, List<String> names) {
        try (Batch whole = program.training(0).open(0);
                Batch batch = Cut.first(whole, Cut.size(program, whole, Math.min(EXAMPLES, whole.size())))) {
            List<String> left = names;
            for (boolean training : new boolean[] {true, false}) {
                float[] before = answer(program, batch, training);
                boolean same = Arrays.equals(before, answer(program, batch, training));
                if (!same && training) {
                    continue; // it draws
                }
                if (!same) {
                    return List.of(); // it goes on from where it was
                }
                if (Arrays.equals(before, changed(program, batch, training, left))) {
                    continue; // not even all of them together
                }
                left = left.stream()
                        .limit(MOST)
                        .filter(name -> Arrays.equals(before, changed(program, batch, training, List.of(name))))
                        .toList();
            }
            return left;
        }
    }

    private static float[] changed(TrainingProgram program, Batch batch, boolean training, List<String> names) {
        try (Scope scope = Scope.open("influence");
                NoGrad off = NoGrad.open()) {
            List<Tensor> weights = names.stream()
                    .map(name ->
                            Objects.requireNonNull(program.net().parameters().get(name), name))
                    .toList();
            List<Tensor> before =
                    weights.stream().map(weight -> weight.detach().copy()).toList();
            weights.forEach(weight -> {
                weight.mulInPlace(-3);
                weight.addInPlace(Tensor.ones(), 1);
            });
            try {
                return answer(program, batch, training);
            } finally {
                for (int i = 0; i < weights.size(); i++) {
                    weights.get(i).copyInPlace(before.get(i));
                }
            }
        }
    }

    /** The output, and the loss behind it. */
    private static float[] answer(TrainingProgram program, Batch batch, boolean training) {
        if (training) {
            program.net().train();
        } else {
            program.net().eval();
        }
        try (Scope scope = Scope.open("answer");
                NoGrad off = NoGrad.open()) {
            Tensor output = program.forward(batch);
            float[] values = output.toFloats();
            float[] answer = Arrays.copyOf(values, values.length + 1);
            answer[values.length] = (float) program.loss(output, batch).item();
            return answer;
        }
    }
}
