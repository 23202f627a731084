package io.souschef.check.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.data.Pupil;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What few examples, or few of each class, say by chance. */
class FewExamplesTest {
    private static final int CLASSES = 200, EXAMPLES = 256;

    /** Predictions that have nothing to do with the classes, or that are the next one each time. */
    private static Pupil.View pupil(boolean renumbered) {
        double[] training =
                IntStream.range(0, EXAMPLES).mapToDouble(i -> i % CLASSES).toArray();
        RandomStream draw = RandomStream.of(1, "guesses");
        double[] predicted = IntStream.range(0, EXAMPLES)
                .mapToDouble(i -> renumbered ? (training[i] + 1) % CLASSES : draw.below(i, CLASSES))
                .toArray();
        double[] none = new double[0];
        return new Pupil.View(CLASSES, training, training, none, none, training, predicted, predicted);
    }

    @Test
    void of_many_classes_some_guesses_fit_whatever_their_numbers() {
        assertThat(LabelsNumberedDifferently.fitsAnew(pupil(false))).isFalse();
        assertThat(LabelsNumberedDifferently.fitsAnew(pupil(true))).isTrue();
    }

    /** A number that a feature says more or less, with 40 examples in either split that come from {@code first} on. */
    private static Finding noisy(int first) {
        return Fed.found(
                new LabelsNoisy(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.regression(),
                                new Mlp(seed, 3, 16, 1),
                                (row, epoch, slot) -> Fed.features(row, 3),
                                (row, epoch, slot) -> new float[] {
                                    (float) (Fed.features(row, 3)[0]
                                            + RandomStream.of(9, "noise").gaussian(row))
                                }) {
                            @Override
                            public Batches training(int epoch) {
                                int[] order =
                                        RandomStream.of(seed, "order").at(epoch).permutation(40);
                                return batches(
                                        Arrays.stream(order).map(i -> first + i).toArray(), epoch);
                            }

                            @Override
                            public Batches evaluation() {
                                return batches(
                                        IntStream.range(first + 40, first + 80).toArray(), -1);
                            }
                        }));
    }

    @Test
    void forty_examples_in_either_split_don_t_tell_noise_from_chance() {
        Finding finding = noisy(5200);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).endsWith("which by so few examples may be chance");
    }
}
