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
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.Arrays;
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
        Finding finding = Fed.found(
                new ExamplesDropped(),
                Subject.of(seed ->
                        new Dealt(
                                seed,
                                Task.classification(2),
                                new Mlp(seed, 1, 4, 2),
                                (some, epoch) -> rows(some, false)) {
                            @Override
                            public Batches training(int epoch) {
                                return dealt(
                                        IntStream.range(0, TRAIN)
                                                .filter(row -> row % 20 != 19)
                                                .toArray(),
                                        epoch);
                            }
                        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("each batch leaves out an example");
    }
}
