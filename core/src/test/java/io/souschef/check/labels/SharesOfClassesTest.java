package io.souschef.check.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.init.FinalBiasNotSet;
import io.souschef.check.skeleton.InputIndependentBaseline;
import io.souschef.check.skeleton.OverfitOneBatch;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Training has the votes of seven readers, evaluation the class that most of them gave. */
class SharesOfClassesTest {
    private static final int WIDTH = 6, CLASSES = 3, READERS = 7;

    private static float[] votes(int row) {
        float[] x = Fed.features(row, WIDTH);
        float[] votes = new float[CLASSES];
        for (int reader = 0; reader < READERS; reader++) {
            RandomStream own = RandomStream.of(6, "readers").at(row, reader);
            int best = 0;
            for (int k = 1; k < CLASSES; k++) {
                best = 2 * x[k] + own.gaussian(k) > 2 * x[best] + own.gaussian(best) ? k : best;
            }
            votes[best] += 1f / READERS;
        }
        return votes;
    }

    private static int most(int row) {
        float[] votes = votes(row);
        int best = 0;
        for (int k = 1; k < CLASSES; k++) {
            best = votes[k] > votes[best] ? k : best;
        }
        return best;
    }

    /** @param scale that the votes are multiplied with */
    private static Finding found(Check check, float scale) {
        return Fed.found(
                check,
                Subject.of(seed -> new Dealt(
                        seed,
                        Task.classification(CLASSES),
                        new Mlp(seed, WIDTH, 24, CLASSES),
                        (rows, epoch) -> content(rows, epoch, scale))));
    }

    private static Batch.Content content(int[] rows, int epoch, float scale) {
        float[] x = new float[rows.length * WIDTH];
        float[] shares = new float[rows.length * CLASSES];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(Fed.features(rows[i], WIDTH), 0, x, i * WIDTH, WIDTH);
            for (int k = 0; k < CLASSES; k++) {
                shares[i * CLASSES + k] = scale * votes(rows[i])[k];
            }
        }
        Tensor target = epoch < 0
                ? Tensor.of(
                        Arrays.stream(rows).mapToLong(SharesOfClassesTest::most).toArray(), rows.length)
                : Tensor.of(shares, rows.length, CLASSES);
        return Batch.Content.of(Tensor.of(x, rows.length, WIDTH), target, Dealt.ids(rows));
    }

    @Test
    void shares_beside_classes_are_no_scaled_labels_and_shares_of_a_half_are() {
        assertThat(found(new LabelsScaled(), 1).outcome()).isEqualTo(Outcome.PASS);
        assertThat(found(new LabelsScaled(), 0.5f).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void what_readers_disagree_about_is_left_of_the_loss() {
        Finding learnt = found(new OverfitOneBatch(), 1);

        assertThat(learnt.outcome()).as(learnt.headline()).isEqualTo(Outcome.PASS);
        assertThat(found(new InputIndependentBaseline(), 1).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void shares_of_the_classes_add_up_to_what_is_known_beforehand() {
        Finding bias = found(new FinalBiasNotSet(), 1);

        assertThat(bias.outcome()).as(bias.headline()).isEqualTo(Outcome.PASS);
        assertThat(bias.cause()).isEmpty();
    }
}
