package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Gradients;

/**
 * The step limits each squared error to 2; outliers are ignored from then on.
 */
final class ErrorClampedInStep {
    private ErrorClampedInStep() {}

    static Trap trap() {
        return new Trap(
                "squared errors clamped inside the step",
                "loss-clipped-instead-of-gradient",
                "F6",
                Wrong::new,
                Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss =
                    Losses.mseEach(forward(batch), batch.target()).clamp(0, 2).mean();
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = Losses.mseEach(forward(batch), batch.target()).mean();
            loss.backward();
            Gradients.clipNorm(optimizer.parameters().values(), 2);
            optimizer.step();
            return loss.item();
        }
    }
}
