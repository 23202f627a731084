package io.souschef.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void the_interval_of_a_share_of_labels_ends_at_all_of_them() {
        float[] outputs = {1, 1, 1, 1, 1, -1};
        float[] targets = {1, 1, 1, 1, 1, 1};
        Evaluation labels = new Evaluation(Task.multiLabel(2), new long[3], new double[3], outputs, targets);

        assertThat(labels.interval().value()).isCloseTo(5.0 / 6, within(1e-12));
        assertThat(labels.interval().high()).isEqualTo(1);
    }

    @Test
    void one_lucky_example_makes_no_clear_difference() {
        double[] before = constant(300, 0.10);
        double[] after = before.clone();
        after[7] = 0;

        assertThat(evaluation(after, 299).clearlyBetterThan(evaluation(before, 298)))
                .isFalse();
    }

    @Test
    void a_little_on_every_example_does() {
        Evaluation worse = evaluation(constant(300, 0.10), 290);
        Evaluation better = evaluation(constant(300, 0.09), 290);

        assertThat(better.clearlyBetterThan(worse)).isTrue();
        assertThat(worse.clearlyBetterThan(better)).isFalse();
    }

    @Test
    void a_lower_loss_with_far_fewer_right_answers_is_not_clearly_better() {
        Evaluation rightMoreOften = evaluation(constant(300, 0.10), 295);
        Evaluation surer = evaluation(constant(300, 0.09), 280);

        assertThat(surer.clearlyBetterThan(rightMoreOften)).isFalse();
    }

    @Test
    void an_answer_more_does_not_outweigh_a_loss_that_rises_everywhere() {
        Evaluation early = evaluation(constant(300, 0.10), 290);
        Evaluation overfitted = evaluation(constant(300, 0.20), 291);

        assertThat(early.clearlyBetterThan(overfitted)).isTrue();
    }

    @Test
    void three_numbers_out_of_hand_are_clear_although_the_difference_rests_on_them_alone() {
        float[] near = new float[300];
        for (int i = 0; i < near.length; i++) {
            near[i] = i % 2 == 0 ? 0.3f : 0.6f;
        }
        float[] thrownOff = near.clone();
        thrownOff[10] = 25;
        thrownOff[20] = -20;
        thrownOff[30] = 12;

        assertThat(numbers(near).clearlyBetterThan(numbers(thrownOff)))
                .as(
                        "squared losses %.2f and %.2f",
                        numbers(near).loss(), numbers(thrownOff).loss())
                .isTrue();
        assertThat(numbers(thrownOff).clearlyBetterThan(numbers(near))).isFalse();
    }

    @Test
    void a_number_a_little_further_off_makes_no_clear_difference() {
        float[] near = new float[300];
        for (int i = 0; i < near.length; i++) {
            near[i] = i % 2 == 0 ? 0.3f : 0.6f;
        }
        float[] other = near.clone();
        other[10] = 1.5f;

        assertThat(numbers(near).clearlyBetterThan(numbers(other))).isFalse();
    }

    /** Numbers that should all be 0. */
    private static Evaluation numbers(float[] outputs) {
        double[] losses = IntStream.range(0, outputs.length)
                .mapToDouble(i -> outputs[i] * outputs[i])
                .toArray();
        long[] ids = IntStream.range(0, outputs.length).asLongStream().toArray();
        return new Evaluation(Task.regression(), ids, losses, outputs, new float[outputs.length]);
    }

    private static double[] constant(int count, double value) {
        return IntStream.range(0, count).mapToDouble(i -> value).toArray();
    }

    /** Two classes; the first {@code right} examples are answered rightly. */
    private static Evaluation evaluation(double[] losses, int right) {
        int n = losses.length;
        float[] outputs = new float[2 * n];
        for (int i = 0; i < n; i++) {
            outputs[2 * i + (i < right ? 0 : 1)] = 1;
        }
        long[] ids = IntStream.range(0, n).asLongStream().toArray();
        return new Evaluation(Task.classification(2), ids, losses, outputs, new float[n]);
    }

    @Test
    void of_several_numbers_an_example_each_is_a_prediction() {
        try (Scope scope = Scope.open("numbers")) {
            Tensor output = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 1, 2, 2);
            Tensor target = Tensor.of(new float[] {1, 2, 3, 6, 5, 6, 7, 8}, 2, 1, 2, 2);

            assertThat(Evaluation.metric(Task.regression(), output, target)).isEqualTo(Math.sqrt(4.0 / 8));
            assertThat(Task.regression().lossEach(output, target).toDoubles()).containsExactly(1, 0);
            assertThat(Task.regression().predictions(output, target).example()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
        }
    }

    @Test
    void labels_may_lie_as_in_a_picture() {
        try (Scope scope = Scope.open("labels")) {
            Tensor output = Tensor.zeros(2, 1, 2, 2);

            assertThat(Task.multiLabel(4).lossEach(output, output).toDoubles())
                    .containsExactly(new double[] {Math.log(2), Math.log(2)}, within(1e-6));
        }
    }
}
