package io.souschef.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int N = 40_000;

    @Test
    void drops_its_share_and_keeps_the_mean() {
        try (Scope scope = Scope.open("dropout");
                Dropout dropout = new Dropout(0.3)) {
            dropout.initialize(11);

            float[] out = dropout.forward(Tensor.ones(N)).toFloats();

            int zeros = 0;
            for (float value : out) {
                assertThat(value).isIn(0f, (float) (1 / 0.7));
                zeros += value == 0 ? 1 : 0;
            }
            // five standard deviations of a binomial
            assertThat(zeros / (double) N).as("seed 11").isCloseTo(0.3, within(5 * Math.sqrt(0.3 * 0.7 / N)));
        }
    }

    @Test
    void two_calls_drop_different_elements() {
        try (Scope scope = Scope.open("dropout");
                Dropout dropout = new Dropout(0.5)) {
            dropout.initialize(11);

            float[] first = dropout.forward(Tensor.ones(N)).toFloats();
            float[] second = dropout.forward(Tensor.ones(N)).toFloats();

            int both = 0;
            for (int i = 0; i < N; i++) {
                both += first[i] == 0 && second[i] == 0 ? 1 : 0;
            }
            assertThat(both / (double) N).as("seed 11").isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / N)));
        }
    }

    @Test
    void dropout_2d_drops_whole_channels() {
        try (Scope scope = Scope.open("dropout");
                Dropout2d dropout = new Dropout2d(0.3)) {
            dropout.initialize(11);

            Tensor out = dropout.forward(Tensor.ones(200, 100, 2, 2));

            Tensor lowest = out.amin(2, 3);
            assertThat(lowest.isEqual(out.amax(2, 3)))
                    .as("a channel is all or nothing")
                    .isTrue();
            assertThat(lowest.eq(0).to(io.souschef.tensor.DType.FLOAT32).mean().item())
                    .as("seed 11")
                    .isCloseTo(0.3, within(5 * Math.sqrt(0.3 * 0.7 / 20_000)));
        }
    }
}
