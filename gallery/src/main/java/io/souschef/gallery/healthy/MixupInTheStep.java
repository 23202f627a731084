package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import java.util.stream.LongStream;

/**
 * Inputs and losses of two examples are mixed in the step: no standard step can reproduce it.
 */
final class MixupInTheStep {
    private MixupInTheStep() {}

    static Healthy healthy() {
        return new Healthy("mixup inside the step", "softmax-before-cross-entropy", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            double share = RandomStream.of(seed, "mixup").at(calls++).uniform(0);
            Tensor other = Tensor.of(
                    LongStream.range(0, batch.size())
                            .map(i -> batch.size() - 1 - i)
                            .toArray(),
                    batch.size());
            Tensor mixed = batch.input()
                    .mul(share)
                    .add(batch.input().indexSelect(0, other).mul(1 - share));
            Tensor output = net.forward(mixed);
            Tensor loss = Losses.crossEntropy(output, batch.target())
                    .mul(share)
                    .add(Losses.crossEntropy(output, batch.target().indexSelect(0, other))
                            .mul(1 - share));
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }
}
