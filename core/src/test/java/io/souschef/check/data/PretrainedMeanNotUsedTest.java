package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Conv2d;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** A checkpoint of mean 0.3 and deviation 0.1. */
class PretrainedMeanNotUsedTest {
    private static final int SIDE = 6;

    /** @param pixel what a gaussian number becomes, on the way into the net */
    private static Finding found(DoubleUnaryOperator pixel) {
        return found((rows, epoch) -> pictures(rows, pixel));
    }

    private static Finding found(Dealt.Content content) {
        return Fed.found(
                new PretrainedMeanNotUsed(),
                Subject.of(seed -> new Dealt(seed, Task.classification(2), new Conv2d(3, 2, SIDE), content) {
                    @Override
                    public Declared declares() {
                        return Declared.nothing().withInputStatistics(List.of(0.3, 0.3, 0.3), List.of(0.1, 0.1, 0.1));
                    }
                }));
    }

    private static Batch.Content pictures(int[] rows, DoubleUnaryOperator pixel) {
        int each = 3 * SIDE * SIDE;
        float[] x = new float[rows.length * each];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) pixel.applyAsDouble(
                    RandomStream.of(3, "dull").at(rows[i / each]).gaussian(i % each));
        }
        long[] y = new long[rows.length];
        return Batch.Content.of(Tensor.of(x, rows.length, 3, SIDE, SIDE), Tensor.of(y, rows.length), Dealt.ids(rows));
    }

    /** Neither black nor white: 20 to 170 of 255. */
    private static double dull(double gaussian) {
        return Math.rint(Math.max(20, Math.min(170, 90 + 25 * gaussian))) / 255;
    }

    private static double right(double pixel) {
        return (pixel - 0.3) / 0.1;
    }

    @Test
    void bytes_need_be_neither_black_nor_white() {
        assertThat(found(g -> right(dull(g))).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void noise_beyond_black_and_white_is_none_of_the_mean() {
        assertThat(found(g -> right(g < -2 ? 0 : g > 2 ? 1 : 0.5) + (Math.abs(g) > 3.3 ? 3 * g : 0))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void warns_of_dull_images_that_are_of_no_bytes() {
        Finding finding = found(g -> right(0.35 + 0.02 * Math.tanh(g)));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).startsWith("no pixel is near black");
    }

    @Test
    void fails_when_dull_bytes_are_normalised_by_the_numbers_of_imagenet() {
        Finding finding = found((rows, epoch) -> imagenet(rows));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("of ImageNet");
    }

    private static Batch.Content imagenet(int[] rows) {
        Batch.Content plain = pictures(rows, PretrainedMeanNotUsedTest::dull);
        Tensor mean = Tensor.of(new float[] {0.485f, 0.456f, 0.406f}, 1, 3, 1, 1);
        Tensor deviation = Tensor.of(new float[] {0.229f, 0.224f, 0.225f}, 1, 3, 1, 1);
        return new Batch.Content(
                Map.of(
                        "input",
                        plain.inputs().values().iterator().next().sub(mean).div(deviation)),
                plain.target(),
                plain.ids());
    }

    @Test
    void fails_when_pixels_from_0_to_1_enter_as_they_are() {
        assertThat(found(PretrainedMeanNotUsedTest::dull).cause())
                .isEqualTo("pixels from 0 to 1 enter without the checkpoint's mean");
    }

    @Test
    void fails_beyond_black_and_white() {
        assertThat(found(g -> 3 * right(dull(g))).cause())
                .isEqualTo("the inputs are normalised by another mean and deviation than the checkpoint's");
    }
}
