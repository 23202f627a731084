package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesDroppedTest {
    private static Batch.Content rows(int[] rows, boolean hashes) {
        float[] x = new float[rows.length];
        long[] y = new long[rows.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = rows[i];
            y[i] = rows[i] % 2;
        }
        long[] ids = Dealt.ids(rows);
        return Batch.Content.of(
                Tensor.of(x, rows.length, 1),
                Tensor.of(y, rows.length),
                hashes ? Arrays.stream(ids).map(id -> id * 0x9E3779B97F4A7C15L).toArray() : ids);
    }

    /** Whose rows are their ids. */
    private static class Numbered extends Dealt {
        Numbered(long seed) {
            super(seed, Task.classification(2), new Mlp(seed, 1, 4, 2), (some, epoch) -> rows(some, false));
        }
    }

    @Test
    void ids_may_be_any_numbers() {
        Finding finding = Fed.found(
                new ExamplesDropped(),
                Subject.of(seed -> new Dealt(
                        seed, Task.classification(2), new Mlp(seed, 1, 4, 2), (some, epoch) -> rows(some, true))));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_every_block_loses_its_last_row() {
        Finding finding = Fed.found(new ExamplesDropped(), Subject.of(seed -> new Numbered(seed) {
            @Override
            public Batches training(int epoch) {
                return dealt(
                        IntStream.range(0, TRAIN).filter(row -> row % 20 != 19).toArray(), epoch);
            }
        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("each batch leaves out an example");
    }

    /** @param batches what an epoch gives, of its new order */
    private static Finding ofEpochs(Function<int[], List<int[]>> batches) {
        return Fed.found(new ExamplesDropped(), Subject.of(seed -> new Numbered(seed) {
            @Override
            public Batches training(int epoch) {
                List<int[]> all =
                        batches.apply(RandomStream.of(seed, "order").at(epoch).permutation(TRAIN));
                int examples = all.stream().mapToInt(one -> one.length).sum();
                return Batches.of(all.size(), examples, b -> Batch.open("some", () -> rows(all.get(b), false)));
            }
        }));
    }

    private static List<int[]> slices(int[] order, int size, int less) {
        return IntStream.range(0, (order.length + size - 1) / size)
                .mapToObj(b -> Arrays.copyOfRange(order, b * size, Math.min(order.length, (b + 1) * size) - less))
                .toList();
    }

    @Test
    void fails_when_each_slice_of_a_new_order_ends_one_early() {
        Finding finding = ofEpochs(order -> slices(order, 12, 1));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("each batch leaves out an example");
        assertThat(finding.measured()).contains("promises 220 in 20 batches, one of each is missing");
    }

    @Test
    void an_epoch_may_have_some_of_the_examples_or_drop_a_last_batch() {
        assertThat(ofEpochs(order -> slices(Arrays.copyOf(order, 180), 12, 0)).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(ofEpochs(order -> slices(order, 23, 0).subList(0, 10)).outcome())
                .isEqualTo(Outcome.PASS);
    }
}
