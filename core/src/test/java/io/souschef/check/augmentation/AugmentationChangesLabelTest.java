package io.souschef.check.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Flatten;
import io.souschef.nn.Linear;
import io.souschef.nn.Sequential;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bar in column 3 or 4 of 9, moved by one to the left or to the right, mostly, while training: one is then where the other was. */
class AugmentationChangesLabelTest {
    private static final int SIDE = 9;
    private static final int[] MOVES = {-1, -1, 0, 1, 1};

    private static float[] bar(int row, int dx, boolean marked) {
        float[] x = new float[SIDE * SIDE];
        RandomStream noise = RandomStream.of(5, "noise").at(row);
        int column = 3 + row % 2;
        for (int i = 0; i < x.length; i++) {
            int from = i % SIDE - dx;
            boolean mark = marked && row % 2 == 1 && from == 6 && i / SIDE < 2;
            x[i] = (from == column || mark ? 1 : 0) + (float) (0.05 * noise.gaussian(i - dx + SIDE));
        }
        return x;
    }

    private static Finding found(long seed, boolean marked) {
        return Fed.found(
                new AugmentationChangesLabel(),
                Subject.of(s ->
                                new Fed(
                                        s,
                                        Task.classification(2),
                                        net(s),
                                        (row, epoch, slot) -> bar(
                                                row,
                                                epoch < 0
                                                        ? 0
                                                        : MOVES[
                                                                RandomStream.of(s, "moves")
                                                                        .at(epoch, row)
                                                                        .below(0, MOVES.length)],
                                                marked),
                                        (row, epoch, slot) -> new float[] {row % 2}) {
                                    @Override
                                    protected long[] shape(float[] input) {
                                        return new long[] {1, SIDE, SIDE};
                                    }
                                })
                        .withSeed(seed));
    }

    private static Sequential net(long seed) {
        Sequential net = new Sequential(new Flatten(), new Linear(SIDE * SIDE, 2));
        net.initialize(seed);
        return net;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_where_the_place_is_the_class(long seed) {
        Finding finding = found(seed, false);

        assertThat(finding.outcome()).as(finding.measured() + finding.cause()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("the augmentation makes class");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void passes_where_something_that_moves_along_tells_them_apart(long seed) {
        assertThat(found(seed, true)).extracting(Finding::outcome).isEqualTo(Outcome.PASS);
    }
}
