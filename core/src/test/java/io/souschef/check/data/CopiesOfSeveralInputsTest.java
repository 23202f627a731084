package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Examples of a code and some numbers, and such of ones and zeros alone, which come several times. */
class CopiesOfSeveralInputsTest {
    private static final int WIDTH = 4, BITS = 24;

    private static final class Shops extends Layer {
        private final Embedding shop = add("shop", new Embedding(7, 3));
        private final Linear head = add("head", new Linear(3 + WIDTH, 2));

        Shops(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            throw new UnsupportedOperationException("two inputs");
        }
    }

    /** @param of the row that an example is made of */
    private static Outcome ofShops(IntUnaryOperator of) {
        return Fed.found(
                        new DuplicateExamples(),
                        Subject.of(seed ->
                                new Dealt(
                                        seed,
                                        Task.classification(2),
                                        new Shops(seed),
                                        (rows, epoch) -> sales(
                                                rows,
                                                Arrays.stream(rows).map(of).toArray())) {
                                    @Override
                                    public Tensor forward(Batch batch) {
                                        Shops shops = (Shops) net;
                                        return shops.head.forward(Tensor.cat(
                                                List.of(
                                                        shops.shop.forward(batch.input("shop")),
                                                        batch.input("numbers")),
                                                1));
                                    }
                                }))
                .outcome();
    }

    private static Batch.Content sales(int[] ids, int[] rows) {
        float[] x = new float[rows.length * WIDTH];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(Fed.features(rows[i], WIDTH), 0, x, i * WIDTH, WIDTH);
        }
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put(
                "shop", Tensor.of(Arrays.stream(rows).mapToLong(row -> row % 7).toArray(), rows.length));
        inputs.put("numbers", Tensor.of(x, rows.length, WIDTH));
        Tensor target = Tensor.of(Arrays.stream(rows).mapToLong(row -> row % 2).toArray(), rows.length);
        return new Batch.Content(inputs, target, Dealt.ids(ids));
    }

    @Test
    void a_code_beside_numbers_hides_no_copies() {
        assertThat(ofShops(row -> row % 60 < 20 ? row % 60 : row)).isEqualTo(Outcome.FAIL);
        assertThat(ofShops(row -> row)).isEqualTo(Outcome.PASS);
    }

    /** Two of the same bits, and what is measured of each. */
    private static Finding ofBits(Check check, IntUnaryOperator measured) {
        return Fed.found(
                check,
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(2),
                        BITS,
                        2,
                        (row, epoch, slot) -> bits(row / 2),
                        (row, epoch, slot) -> new float[] {measured.applyAsInt(row)})));
    }

    private static float[] bits(int compound) {
        float[] bits = new float[BITS];
        for (int j = 0; j < BITS; j++) {
            bits[j] = RandomStream.of(9, "bits").at(compound).uniform(j) < 0.4 ? 1 : 0;
        }
        return bits;
    }

    @Test
    void fails_when_equal_inputs_have_the_same_class_less_often_than_any_two() {
        Finding finding = ofBits(new ConflictingLabels(), row -> {
            float[] x = bits(row / 2);
            return row % 2 == 0 ? (x[0] + x[1] > 0 ? 1 : 0) : x[0] + x[2] < 1 ? 1 : 0;
        });

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("what tells them apart is not in the input");
        assertThat(finding.fix()).startsWith("give the net what tells them apart");
    }

    @Test
    void what_was_measured_twice_with_noise_may_differ() {
        Finding finding = ofBits(new ConflictingLabels(), row -> {
            float[] x = bits(row / 2);
            return x[0] + x[1] + 0.8 * RandomStream.of(9, "noise").gaussian(row) > 1 ? 1 : 0;
        });

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.SKIP);
    }
}
