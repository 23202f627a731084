package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Rare;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;

/**
 * The weights were to make up for 80, 15 and 5 %; they are the frequencies themselves.
 */
final class WeightsByFrequency {
    private WeightsByFrequency() {}

    static Trap trap() {
        return new Trap(
                "class weights that grow with frequency", "class-weights-inverted", "F9", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed, new Mlp(seed, 8, 32, 3), net -> new Adam(net, 3e-3), Rare.clouds());
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropy(output, batch.target(), Tensor.of(new float[] {2.4f, 0.45f, 0.15f}, 3));
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed, new Mlp(seed, 8, 32, 3), net -> new Adam(net, 3e-3), Rare.clouds());
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropy(output, batch.target(), Tensor.of(new float[] {0.14f, 0.74f, 2.12f}, 3));
        }
    }
}
