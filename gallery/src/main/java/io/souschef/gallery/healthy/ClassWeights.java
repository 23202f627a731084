package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Rare;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;

/**
 * Rare classes weigh more.
 */
final class ClassWeights {
    private ClassWeights() {}

    static Healthy healthy() {
        return new Healthy("class weights", "class-weights-inverted", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed, new Mlp(seed, 8, 32, 3), net -> new Adam(net, 3e-3), Rare.clouds());
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropy(output, batch.target(), Tensor.of(new float[] {0.14f, 0.74f, 2.12f}, 3));
        }
    }
}
