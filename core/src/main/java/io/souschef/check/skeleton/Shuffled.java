package io.souschef.check.skeleton;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/**
 * The loss of the nets of {@link FreshLoss} with the numbers of each matrix of weights in another order: what was learnt is gone from
 * them, how large they are is not. What such a net still knows, its input has told it on a way past the weights.
 */
record Shuffled() implements Probe<Double> {
    @Override
    public Double measure(Subject subject) {
        double sum = 0;
        Targets targets = new Targets();
        for (int i = 0; i < FreshLoss.NETS; i++) {
            long seed = subject.seed() + i;
            sum += subject.fresh(seed, program -> {
                shuffle(program, seed);
                return FreshLoss.loss(program, targets);
            });
        }
        return sum / FreshLoss.NETS;
    }

    private static void shuffle(TrainingProgram program, long seed) {
        try (Scope scope = Scope.open("shuffle");
                NoGrad off = NoGrad.open()) {
            program.net().parameters().forEach((name, weight) -> {
                if (weight.dim() >= 2) {
                    int[] order =
                            RandomStream.of(seed, "shuffled " + name).permutation(Math.toIntExact(weight.numel()));
                    Tensor index = Tensor.of(Arrays.stream(order).asLongStream().toArray(), order.length);
                    weight.copyInPlace(weight.detach()
                            .copy()
                            .reshape(-1)
                            .indexSelect(0, index)
                            .reshape(weight.shape().toArray()));
                }
            });
        }
    }
}
