package io.souschef.check.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Weights that are cut off after each step, beside a projection that is frozen. */
class CutOffTest {
    /**
     * @param projection what the frozen numbers are drawn by
     * @param most the size at which the others are cut off
     */
    private static Subject subject(Init projection, double most) {
        return Subject.of(seed -> {
            Formula net = new Formula();
            Tensor frozen = net.weight("projection", projection, 6, 24);
            Linear first = net.has("first", new Linear(24, 12));
            Linear last = net.has("last", new Linear(12, 3));
            net.is(seed, x -> last.forward(first.forward(x.matmul(frozen)).relu()));
            frozen.requiresGrad(false);
            return new Fed(
                    seed, Task.classification(3), net, (row, epoch, slot) -> Fed.features(row, 6), (row, epoch, slot) ->
                            new float[] {row % 3}) {
                @Override
                public double step(Batch batch) {
                    double loss = super.step(batch);
                    try (NoGrad off = NoGrad.open()) {
                        for (Tensor weight : net.parameters().values()) {
                            if (weight.requiresGrad()) {
                                weight.copyInPlace(weight.clamp(-most, most));
                            }
                        }
                    }
                    return loss;
                }
            };
        });
    }

    @Test
    void what_is_frozen_may_be_larger() {
        assertThat(subject(Init.normal(1), 0.01).measured(new CutOff())).isEqualTo(0.01f);
    }

    @Test
    void what_is_frozen_may_be_of_one_size() {
        assertThat(subject(Init.ones(), 100).measured(new CutOff())).isZero();
    }
}
