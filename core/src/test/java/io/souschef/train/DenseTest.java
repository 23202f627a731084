package io.souschef.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DenseTest {
    private static final Task TASK = Task.dense(2);

    @Test
    void the_loss_is_the_mean_over_the_pixels_that_count() {
        try (Scope scope = Scope.open("dense")) {
            Tensor logits = Tensor.of(new float[] {2, 0, 0, 0, /**/ 0, 0, 0, 1}, 1, 2, 2, 2); // [N, K, H, W]
            Tensor target = Tensor.of(new long[] {0, 1, -100, 1}, 1, 2, 2);

            double expected = (Math.log(1 + Math.exp(-2)) + Math.log(2) + Math.log(1 + Math.exp(-1))) / 3;

            assertThat(TASK.loss(logits, target).item()).isCloseTo(expected, within(1e-6));
            assertThat(TASK.lossEach(logits, target).toDoubles()).hasSize(1);
            assertThat(TASK.lossEach(logits, target).toDoubles()[0]).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void every_pixel_that_counts_is_a_prediction() {
        try (Scope scope = Scope.open("dense")) {
            Tensor logits = Tensor.of(new float[] {2, 0, 0, 0, /**/ 0, 0, 0, 1}, 1, 2, 2, 2);
            Tensor target = Tensor.of(new long[] {0, 1, -100, 1}, 1, 2, 2);

            Task.Predictions each = TASK.predictions(logits, target);

            assertThat(each.output().toFloats()).containsExactly(2, 0, 0, 0, 0, 1);
            assertThat(each.target().toLongs()).containsExactly(0, 1, 1);
            assertThat(Evaluation.metric(TASK, logits, target)).isCloseTo(2.0 / 3, within(1e-9));
        }
    }
}
