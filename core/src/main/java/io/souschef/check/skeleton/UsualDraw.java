package io.souschef.check.skeleton;

import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the weights of a fresh net are no larger than He et al. draw them, and its inputs no larger than normalised ones: what it starts out
 * with then is what such a net starts out with, be it high.
 *
 * @param weights the largest root mean square of a matrix, times the root of the numbers that go into one of its outputs
 * @param inputs the largest root mean square of an input
 */
record UsualDraw(double weights, double inputs) {
    /** He's is √2: 1.37 to 1.42 over 3 seeds. What this library draws is 0.58 to 0.65 in the gallery, and ten times that 5.8; a deviation of one 8.9. */
    private static final double HE = 1.6;

    /** That of normalised inputs is one, and 1.3 to 1.4 where people leave theirs as they are; millimetres 57, bytes 127, and features drowned in noise 4.1. */
    private static final double NORMALISED = 2;

    /**
     * Whether nets so drawn start out with {@code excess} nats above even bets: one layer gives logits of a variance of at most
     * (weights · inputs)², which costs half of it at most, and layers after a ReLU, which leaves half, no more where they are drawn as He et al. do.
     * Thirty times the logits of a usual net cost more than their weights can say.
     */
    boolean explains(double excess) {
        double variance = weights * weights * inputs * inputs;
        return weights <= HE && inputs <= NORMALISED && excess <= variance / 2;
    }

    /** Measures it. */
    record Of() implements Probe<UsualDraw> {
        @Override
        public UsualDraw measure(Subject subject) {
            return subject.fresh(Of::of);
        }

        private static UsualDraw of(TrainingProgram program) {
            List<Double> weights = new ArrayList<>();
            List<Double> inputs = new ArrayList<>();
            try (Batch batch = Portion.open(program, () -> program.training(0).open(0));
                    NoGrad off = NoGrad.open()) {
                program.net().parameters().values().stream()
                        .filter(weight -> weight.dim() >= 2)
                        .forEach(weight ->
                                weights.add(size(weight) * Math.sqrt((double) weight.numel() / weight.size(0))));
                batch.inputs().values().stream()
                        .filter(input -> input.dtype().isFloat())
                        .forEach(input -> inputs.add(size(input)));
            }
            return new UsualDraw(largest(weights), largest(inputs));
        }

        private static double size(Tensor tensor) {
            return Math.sqrt(tensor.mul(tensor).mean().item());
        }

        private static double largest(List<Double> all) {
            return all.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        }
    }
}
