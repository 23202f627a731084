package io.souschef.check.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Metrics that aren't shares of right answers, and some that should be. */
class OwnMetricTest {
    private static final int CLASSES = 8, LABELS = 5;

    /** The first 60 of the examples that are evaluated are of the first seven classes alone. */
    private static Finding classes(Check check, ToDoubleBiFunction<Tensor, Tensor> metric) {
        return found(
                check,
                Task.classification(CLASSES),
                CLASSES,
                row -> new float[] {row % (row >= Fed.TRAIN && row < Fed.TRAIN + 60 ? CLASSES - 1 : CLASSES)},
                metric);
    }

    /** One example in six has no label, others two or three. */
    private static Finding labels(Check check, ToDoubleBiFunction<Tensor, Tensor> metric) {
        return found(check, Task.multiLabel(LABELS), LABELS, OwnMetricTest::labelled, metric);
    }

    private static float[] labelled(int row) {
        float[] target = new float[LABELS];
        for (int l = 0; l < LABELS; l++) {
            target[l] = row % 6 > 0 && (l + row) % 2 == 0 ? 1 : 0;
        }
        return target;
    }

    private interface Targets {
        float[] of(int row);
    }

    private static Finding found(
            Check check, Task task, int outputs, Targets targets, ToDoubleBiFunction<Tensor, Tensor> metric) {
        return Fed.found(
                check,
                Subject.of(seed ->
                        new Fed(
                                seed,
                                task,
                                new Mlp(seed, 6, 24, outputs),
                                (row, epoch, slot) -> Fed.features(row, 6),
                                (row, epoch, slot) -> targets.of(row)) {
                            @Override
                            public double metric(Tensor output, Tensor target) {
                                return metric.applyAsDouble(output, target);
                            }
                        }));
    }

    private static double accuracy(Tensor output, Tensor target) {
        return output.argmax(1).eq(target).to(DType.FLOAT32).mean().item();
    }

    private static void sound(Finding finding) {
        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.PASS);
    }

    private static void broken(Finding finding) {
        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void how_far_off_and_how_likely_are_scales_of_their_own() {
        sound(classes(new MetricWrong(), (out, y) -> y.size(0) * (1 - accuracy(out, y))));
        sound(classes(new MetricWrong(), (out, y) -> 100 * accuracy(out, y)));
        sound(classes(new MetricWrong(), (out, y) -> -100 * (1 - accuracy(out, y))));
        sound(classes(
                new MetricWrong(),
                (out, y) -> out.logSoftmax(1).gather(1, y.unsqueeze(1)).mean().item()));
        sound(labels(new MetricWrong(), (out, y) -> out.gt(0)
                .to(DType.FLOAT32)
                .sum(1)
                .sub(y.sum(1))
                .abs()
                .mean()
                .item()));
    }

    @Test
    void half_of_a_share_is_not() {
        broken(classes(new MetricWrong(), (out, y) -> accuracy(out, y) / 2));
        broken(labels(new MetricWrong(), (out, y) -> overlap(out, y) / 2));
        sound(labels(new MetricWrong(), OwnMetricTest::overlap));
    }

    private static double overlap(Tensor out, Tensor y) {
        Tensor said = out.gt(0).to(DType.FLOAT32);
        return 2 * said.mul(y).sum().item() / (said.sum().item() + y.sum().item());
    }

    @Test
    void two_classes_that_are_exchanged_are_seen_beside_others_that_aren_t() {
        broken(classes(new MetricWrong(), (out, y) -> {
            long[] said = out.argmax(1).toLongs();
            long[] wanted = y.toLongs();
            return IntStream.range(0, said.length)
                            .filter(i -> (said[i] < 2 ? 1 - said[i] : said[i]) == wanted[i])
                            .count()
                    / (double) said.length;
        }));
    }

    @Test
    void a_wrong_answer_is_wrong_at_any_rank() {
        sound(classes(new MetricWrong(), (out, y) -> among(out, y, 3)));

        Finding all = classes(new MetricWrong(), (out, y) -> among(out, y, CLASSES));
        assertThat(all.outcome()).as(all.toString()).isEqualTo(Outcome.WARN);
        assertThat(all.cause()).contains("the same of right and of wrong answers");
    }

    private static double among(Tensor out, Tensor y, int first) {
        Tensor louder =
                out.sub(out.gather(1, y.unsqueeze(1))).gt(0).to(DType.FLOAT32).sum(1);
        return louder.sub(first - 0.5).neg().gt(0).to(DType.FLOAT32).mean().item();
    }

    @Test
    void a_mean_over_classes_may_meet_with_none_of_one() {
        sound(classes(new MetricWrong(), (out, y) -> {
            long[] said = out.argmax(1).toLongs();
            long[] wanted = y.toLongs();
            double sum = 0;
            for (int k = 0; k < CLASSES; k++) {
                long one = k;
                int[] those = IntStream.range(0, said.length)
                        .filter(i -> wanted[i] == one)
                        .toArray();
                sum += Arrays.stream(those).filter(i -> said[i] == one).count() / Math.max(1.0, those.length);
            }
            return sum / CLASSES;
        }));
    }

    @Test
    void a_precision_where_there_is_nothing_to_find_is_no_mistake() {
        sound(labels(
                new MetricWrong(),
                (out, y) -> y.gather(1, out.argmax(1).unsqueeze(1)).mean().item()));

        Finding yes = labels(
                new MetricWrong(),
                (out, y) -> out.gt(0).to(DType.FLOAT32).mul(y).mean().item());
        assertThat(yes.outcome()).as(yes.toString()).isEqualTo(Outcome.WARN);
    }

    @Test
    void a_threshold_at_one_half_is_for_probabilities_one_elsewhere_was_chosen() {
        broken(labels(new MetricWrong(), (out, y) -> at(out, y, 0.5)));
        sound(labels(new MetricWrong(), (out, y) -> at(out, y, 0)));
        sound(labels(new MetricWrong(), (out, y) -> at(out, y, 0.847)));
        sound(labels(new MetricWrong(), (out, y) -> at(out, y, -0.847)));
    }

    private static double at(Tensor out, Tensor y, double threshold) {
        return out.gt(threshold)
                .to(DType.FLOAT32)
                .sub(y)
                .abs()
                .mean()
                .neg()
                .add(1)
                .item();
    }

    @Test
    void those_that_stand_together_may_vote_and_a_metric_may_draw() {
        AtomicInteger draws = new AtomicInteger();

        sound(classes(new MetricOverWrongAxis(), OwnMetricTest::voted));
        sound(classes(new MetricOverWrongAxis(), (out, y) -> accuracy(out, y) - 1e-3 * (draws.getAndIncrement() % 3)));
        broken(classes(new MetricOverWrongAxis(), (out, y) -> {
            long[] said = out.argmax(0).toLongs(); // for each class an example
            long[] wanted = y.toLongs();
            int n = Math.min(said.length, wanted.length);
            return IntStream.range(0, n).filter(i -> said[i] == wanted[i]).count() / (double) n;
        }));
    }

    private static double voted(Tensor out, Tensor y) {
        int pairs = (int) y.size(0) / 2;
        Tensor votes =
                out.narrow(0, 0, 2L * pairs).reshape(pairs, 2, CLASSES).sum(1).argmax(1);
        long[] wanted = y.toLongs();
        long[] said = votes.toLongs();
        return IntStream.range(0, pairs)
                        .filter(i -> said[i] == wanted[2 * i] || said[i] == wanted[2 * i + 1])
                        .count()
                / (double) pairs;
    }

    @Test
    void whole_numbers_that_are_divided_are_none_or_all() {
        Finding whole = classes(new MetricWrong(), (out, y) -> Math.floor(accuracy(out, y)));
        broken(whole);
        assertThat(whole.cause()).contains("divided by a whole number");

        sound(classes(new MetricWrong(), (out, y) -> accuracy(out, y) >= 0.9 ? accuracy(out, y) : 0));
    }

    @Test
    void a_rank_and_what_a_decision_takes_are_no_shares() {
        sound(classes(new MetricWrong(), OwnMetricTest::rank));
        sound(classes(new MetricWrong(), (out, y) -> 5 - 3 * accuracy(out, y)));
        broken(classes(new MetricWrong(), (out, y) -> 0.9 - 0.8 * accuracy(out, y)));
    }

    /** The mean place of the right class; 1 is the first. */
    private static double rank(Tensor out, Tensor y) {
        return 1
                + out.sub(out.gather(1, y.unsqueeze(1)))
                        .gt(0)
                        .to(DType.FLOAT32)
                        .sum(1)
                        .mean()
                        .item();
    }

    @Test
    void three_years_are_no_wrong_guess_of_an_age() {
        sound(ages(
                (out, y) -> 1 - out.sub(y).abs().gt(5).to(DType.FLOAT32).mean().item()));
        broken(ages((out, y) -> out.size(0)));
    }

    private static Finding ages(ToDoubleBiFunction<Tensor, Tensor> metric) {
        return found(
                new MetricWrong(), Task.regression(), 1, row -> new float[] {20 * Fed.features(row, 1)[0]}, metric);
    }

    @Test
    void to_be_more_than_half_sure_is_no_threshold_on_logits() {
        sound(found(
                new MetricWrong(), Task.classification(4), 4, row -> new float[] {row % 4}, (out, y) -> out.argmax(1)
                        .eq(y)
                        .to(DType.FLOAT32)
                        .mul(out.softmax(1).amax(1).gt(0.5).to(DType.FLOAT32))
                        .mean()
                        .item()));
    }

    @Test
    void pairs_that_stand_side_by_side_are_asked_about() {
        Finding pairs =
                found(new MetricOverWrongAxis(), Task.classification(2), 2, row -> new float[] {row % 2}, (out, y) -> {
                    Tensor each = out.narrow(1, 1, 1).sub(out.narrow(1, 0, 1)).reshape(-1, 2);
                    Tensor wanted = y.reshape(-1, 2).to(DType.FLOAT32);
                    return each.narrow(1, 1, 1)
                            .sub(each.narrow(1, 0, 1))
                            .mul(wanted.narrow(1, 1, 1).sub(wanted.narrow(1, 0, 1)))
                            .gt(0)
                            .to(DType.FLOAT32)
                            .mean()
                            .item();
                });

        assertThat(pairs.outcome()).as(pairs.toString()).isEqualTo(Outcome.WARN);
        assertThat(pairs.cause()).contains("stand side by side");
    }
}
