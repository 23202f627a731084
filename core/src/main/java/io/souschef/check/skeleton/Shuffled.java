package io.souschef.check.skeleton;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The loss of the nets of {@link FreshLoss} with the numbers of each matrix of weights in another order: what was learnt is gone from
 * them, how large they are is not. What such a net still knows, its input has told it on a way past the weights.
 *
 * @param which matrices
 */
record Shuffled(Which which) implements Probe<Double> {
    /** All of them; those that were loaded or are declared pretrained; those and what is the same whatever the seed. */
    enum Which {
        ALL,
        LOADED,
        BORROWED
    }

    @Override
    public Double measure(Subject subject) {
        double sum = 0;
        Targets targets = new Targets();
        Predicate<String> such = such(subject);
        for (int i = 0; i < FreshLoss.NETS; i++) {
            long seed = subject.seed() + i;
            sum += subject.fresh(seed, program -> {
                shuffle(program, seed, such);
                return FreshLoss.loss(program, targets);
            });
        }
        return sum / FreshLoss.NETS;
    }

    private Predicate<String> such(Subject subject) {
        if (which == Which.ALL) {
            return name -> true;
        }
        Borrowed.Weights borrowed = subject.measured(new Borrowed());
        return name -> borrowed.openly().contains(name)
                || (which == Which.BORROWED && borrowed.fixed().contains(name));
    }

    private static void shuffle(TrainingProgram program, long seed, Predicate<String> such) {
        try (Scope scope = Scope.open("shuffle");
                NoGrad off = NoGrad.open()) {
            program.net().parameters().forEach((name, weight) -> {
                if (weight.dim() >= 2 && such.test(name)) {
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
