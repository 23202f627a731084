package io.souschef.recipe.hindsight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final int CLASSES = 4;

    @Test
    void the_error_is_the_distance_of_each_bin_weighted_by_its_examples() {
        double[] confidences = {0.95, 0.95, 0.95, 0.95, 0.55, 0.55};
        boolean[] right = {true, true, true, false, true, true};

        // bins of a fifteenth: |3/4 − 0.95| of four, |1 − 0.55| of two
        assertThat(Calibration.error(confidences, right)).isCloseTo((4 * 0.2 + 2 * 0.45) / 6, within(1e-12));
    }

    /** 40 data sets whose labels are drawn from the probabilities: 1 in 100 may be beyond chance. */
    @Test
    void a_model_that_is_right_as_often_as_it_says_passes() {
        int warned = 0;
        for (int seed = 0; seed < 40; seed++) {
            Finding finding = Calibration.finding(answers(seed, 400, 1)).orElseThrow();
            warned += finding.outcome() == Outcome.WARN ? 1 : 0;
        }

        assertThat(warned).isLessThanOrEqualTo(2);
    }

    @Test
    void one_that_is_too_sure_is_told_the_temperature() {
        Finding finding = Calibration.finding(answers(1, 2000, 2.5)).orElseThrow();

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).isEqualTo("it is surer than it should be");
        double temperature = Double.parseDouble(finding.fix().replaceAll(".*logits by ([0-9.]+) .*", "$1"));
        assertThat(temperature).isCloseTo(2.5, within(0.3));
    }

    @Test
    void one_that_is_not_sure_enough_too() {
        Finding finding = Calibration.finding(answers(2, 2000, 0.5)).orElseThrow();

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).isEqualTo("it is less sure than it could be");
    }

    @Test
    void a_few_examples_say_nothing() {
        assertThat(Calibration.finding(answers(3, 60, 1)).orElseThrow().outcome())
                .isEqualTo(Outcome.SKIP);
    }

    /** Labels are drawn from the softmax of normal logits; the model says {@code times} these. */
    private static Answers answers(int seed, int size, double times) {
        RandomStream random = RandomStream.of(seed, "calibration");
        float[] truth = new float[size * CLASSES];
        float[] said = new float[size * CLASSES];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = (float) (2 * random.named("logits").gaussian(i));
            said[i] = (float) (times * truth[i]);
        }
        double[] p = Answers.softmax(truth, CLASSES, 1);
        long[] ids = new long[size];
        float[] labels = new float[size];
        for (int i = 0; i < size; i++) {
            ids[i] = i;
            double aim = random.named("labels").uniform(i);
            int k = 0;
            for (double sum = p[i * CLASSES]; sum < aim && k < CLASSES - 1; ) {
                k++;
                sum += p[i * CLASSES + k];
            }
            labels[i] = k;
        }
        Task.Classification task = new Task.Classification(CLASSES);
        return Answers.of(new Evaluation(task, ids, new double[size], said, labels), task);
    }
}
