package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

class EvaluationNormalisedDifferentlyTest {
    private static Finding found(Dealt.Content content) {
        return Fed.found(
                new EvaluationNormalisedDifferently(),
                Subject.of(seed -> new Dealt(seed, Task.classification(2), new Mlp(seed, 1, 4, 2), content)));
    }

    private static Tensor halves(int[] rows) {
        long[] y = new long[rows.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = rows[i] % 2;
        }
        return Tensor.of(y, y.length);
    }

    @Test
    void numbers_of_nodes_are_names() {
        Finding finding = found((rows, epoch) ->
                Batch.Content.of(Tensor.of(Dealt.ids(rows), rows.length), halves(rows), Dealt.ids(rows)));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("name things");
    }

    private static Finding padded(double scale) {
        return found((rows, epoch) -> {
            int width = epoch < 0 ? 12 : 8;
            float[] x = new float[rows.length * width];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) ((epoch < 0 ? scale : 1)
                        * (i % width < 8
                                ? RandomStream.of(3, "signals")
                                        .at(rows[i / width])
                                        .gaussian(i % width)
                                : 0));
            }
            return Batch.Content.of(Tensor.of(x, rows.length, width), halves(rows), Dealt.ids(rows));
        });
    }

    @Test
    void longer_sequences_in_evaluation_are_sound() {
        assertThat(padded(1).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_they_are_of_another_scale() {
        assertThat(padded(100).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_evaluation_is_raw_beside_codes() {
        Finding finding = found((rows, epoch) -> {
            float[] x = new float[rows.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (RandomStream.of(3, "amounts").gaussian(rows[i]) * (epoch < 0 ? 50 : 1));
            }
            var inputs = new java.util.LinkedHashMap<String, Tensor>();
            inputs.put("codes", Tensor.of(Dealt.ids(rows), rows.length, 1));
            inputs.put("amounts", Tensor.of(x, rows.length, 1));
            return new Batch.Content(inputs, halves(rows), Dealt.ids(rows));
        });

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Three channels of the means 0.6, 0.45 and 0.3 and a deviation of 0.1, normalised by these in training. */
    private static Finding ofChannels(double mean, double deviation, boolean exchanged) {
        return found((rows, epoch) -> {
            float[] x = new float[rows.length * 3 * 16];
            for (int i = 0; i < x.length; i++) {
                int channel = i / 16 % 3;
                int shown = exchanged && epoch < 0 ? 2 - channel : channel;
                double pixel = 0.6
                        - 0.15 * shown
                        + 0.1 * RandomStream.of(3, "pixels").at(rows[i / 48]).gaussian(i % 48);
                x[i] = (float)
                        (epoch < 0 && !exchanged ? (pixel - mean) / deviation : (pixel - 0.6 + 0.15 * channel) / 0.1);
            }
            return Batch.Content.of(Tensor.of(x, rows.length, 3, 4, 4), halves(rows), Dealt.ids(rows));
        });
    }

    @Test
    void fails_when_evaluation_has_another_deviation_whose_means_fit_in_reverse_too() {
        Finding finding = ofChannels(0.5, 0.5, false);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("evaluation is not normalised as training is");
    }
}
