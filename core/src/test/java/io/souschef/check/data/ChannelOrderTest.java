package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Conv2d;
import io.souschef.tensor.DType;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelOrderTest {
    private static final int SIDE = 10;

    private interface Picture {
        double at(int row, int y, int x);
    }

    /** @param turned whether evaluation has rows and columns exchanged */
    private static Finding found(Picture picture, Task task, int classes, int[] evaluation, boolean turned) {
        return Fed.found(
                new ChannelOrder(),
                Subject.of(seed ->
                        new Dealt(
                                seed,
                                task,
                                new Conv2d(1, classes, SIDE),
                                (rows, epoch) -> pictures(picture, rows, classes, turned && epoch < 0)) {
                            @Override
                            public Batches evaluation() {
                                return dealt(evaluation, -1);
                            }
                        }));
    }

    private static Batch.Content pictures(Picture picture, int[] rows, int classes, boolean turned) {
        float[] x = new float[rows.length * SIDE * SIDE];
        long[] y = new long[rows.length];
        for (int i = 0; i < x.length; i++) {
            int row = rows[i / (SIDE * SIDE)];
            int one = i / SIDE % SIDE;
            int other = i % SIDE;
            x[i] = (float) (turned ? picture.at(row, other, one) : picture.at(row, one, other));
            y[i / (SIDE * SIDE)] = row % classes;
        }
        Tensor target = Tensor.of(y, rows.length);
        return Batch.Content.of(
                Tensor.of(x, rows.length, 1, SIDE, SIDE),
                classes > 1 ? target : target.to(DType.FLOAT32).unsqueeze(1),
                Dealt.ids(rows));
    }

    /** A disc anywhere: nothing is in the same place in all of them. */
    private static double disc(int row, int y, int x) {
        RandomStream r = RandomStream.of(8, "discs").at(row);
        return Math.hypot(y - SIDE * r.uniform(0), x - SIDE * r.uniform(1)) < 3 ? 1 : 0;
    }

    /** Bright at the right, for all. */
    private static double edge(int row, int y, int x) {
        return x + 0.3 * y + RandomStream.of(8, "edges").at(row).gaussian(y * SIDE + x);
    }

    private static int[] rows(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    @Test
    void a_few_images_of_things_anywhere_have_no_typical_image() {
        int doubts = 0;
        for (int from = Dealt.TRAIN; from < Dealt.ALL; from += 6) {
            Finding finding = found(ChannelOrderTest::disc, Task.regression(), 1, rows(from, from + 6), false);
            assertThat(finding.outcome()).isIn(Outcome.PASS, Outcome.SKIP);
            doubts += finding.cause().contains("no typical image") ? 1 : 0;
        }
        assertThat(doubts).isPositive();
    }

    @Test
    void fails_when_evaluation_is_turned() {
        Finding finding =
                found(ChannelOrderTest::edge, Task.regression(), 1, rows(Dealt.TRAIN, Dealt.TRAIN + 20), true);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("evaluation has its images with rows and columns exchanged");
    }

    @Test
    void a_class_that_evaluation_lacks_is_compared_with_none() {
        Picture two = (row, y, x) ->
                (row % 2 == 0 ? x : y) + RandomStream.of(8, "two").at(row).gaussian(y * SIDE + x);
        int[] odd = IntStream.range(Dealt.TRAIN, Dealt.ALL)
                .filter(row -> row % 2 > 0)
                .toArray();

        Finding finding = found(two, Task.classification(2), 2, odd, false);

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
    }
}
