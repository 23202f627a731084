package io.souschef.check.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Texts of eight words, of which two in a row tell the class: "3 7", "7 3" or "3 3". */
class TokensNumberedDifferentlyTest {
    private static final int LENGTH = 8, WORDS = 20;

    private static final class Bag extends Layer {
        private final Embedding words = add("words", new Embedding(WORDS, 8));
        private final Linear head = add("head", new Linear(8, 3));

        Bag(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(words.forward(x).mean(1));
        }
    }

    private static Finding found(boolean anew) {
        return Fed.found(
                new LabelsNumberedDifferently(),
                Subject.of(seed -> new Dealt(
                        seed, Task.classification(3), new Bag(seed), (rows, epoch) -> content(rows, epoch, anew))));
    }

    private static Batch.Content content(int[] rows, int epoch, boolean anew) {
        long[] x = new long[rows.length * LENGTH];
        for (int i = 0; i < rows.length; i++) {
            RandomStream text = RandomStream.of(8, "texts").at(rows[i]);
            for (int t = 0; t < LENGTH; t++) {
                x[i * LENGTH + t] = 8L + text.below(t, WORDS - 8);
            }
            int at = i * LENGTH + text.below(LENGTH, LENGTH - 1);
            x[at] = rows[i] % 3 == 1 ? 7 : 3;
            x[at + 1] = rows[i] % 3 == 0 ? 7 : 3;
        }
        long[] y = Arrays.stream(rows)
                .mapToLong(row -> (row + (anew && epoch < 0 ? 1 : 0)) % 3)
                .toArray();
        return Batch.Content.of(Tensor.of(x, rows.length, LENGTH), Tensor.of(y, rows.length), Dealt.ids(rows));
    }

    @Test
    void fails_when_evaluation_numbers_the_classes_of_texts_anew() {
        Finding finding = found(true);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void one_list_of_classes_passes() {
        Finding finding = found(false);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.PASS);
    }
}
