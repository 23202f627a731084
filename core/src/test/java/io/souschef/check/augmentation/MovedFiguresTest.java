package io.souschef.check.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.data.Turn;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.ConvNet;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lying and upright bars and discs near the middle, that are moved by up to two pixels and turned while training: a predictor that has only seen the
 * middle takes one bar for the other.
 */
class MovedFiguresTest {
    private static final int SIDE = 16, CLASSES = 3;
    private static final float GROUND = -0.4f;

    /** A figure with noise of its own. */
    private static float[] figure(int row, double noise) {
        RandomStream own = RandomStream.of(6, "figure").at(row);
        int column = SIDE / 2 + own.below(0, 3) - 1;
        int line = SIDE / 2 + own.below(1, 3) - 1;
        float[] x = new float[SIDE * SIDE];
        for (int i = 0; i < x.length; i++) {
            boolean on = isOn(row % CLASSES, i % SIDE - column, i / SIDE - line);
            x[i] = (on ? 2 : GROUND) + (float) (noise * own.gaussian(2 + i));
        }
        return x;
    }

    private static boolean isOn(int figure, int dx, int dy) {
        return figure == 2
                ? dx * dx + dy * dy <= 16
                : Math.abs(dx) <= 4 && Math.abs(dy) <= 4 && (figure == 0 ? dy : dx) == 0;
    }

    private static float[] moved(float[] x, int dx, int dy) {
        float[] moved = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            int column = i % SIDE - dx;
            int line = i / SIDE - dy;
            boolean inside = column >= 0 && column < SIDE && line >= 0 && line < SIDE;
            moved[i] = inside ? x[line * SIDE + column] : GROUND;
        }
        return moved;
    }

    private static float[] drawn(float[] x, RandomStream own, Turn turn) {
        float[] turned = own.uniform(2) < 0.5 ? turn.of(x, SIDE, SIDE) : x;
        return moved(turned, own.below(0, 5) - 2, own.below(1, 5) - 2);
    }

    private static Finding found(long seed, Turn turn, double noise) {
        return Fed.found(
                new AugmentationChangesLabel(),
                Subject.of(s ->
                                new Fed(
                                        s,
                                        Task.classification(CLASSES),
                                        new ConvNet(s, 1, SIDE, SIDE, CLASSES, new ConvNet.Options(8, 1, 0)),
                                        (row, epoch, slot) -> epoch < 0
                                                ? figure(row, noise)
                                                : drawn(
                                                        figure(row, noise),
                                                        RandomStream.of(s, "draws")
                                                                .at(epoch, row),
                                                        turn),
                                        (row, epoch, slot) -> new float[] {row % CLASSES}) {
                                    @Override
                                    protected long[] shape(float[] input) {
                                        return new long[] {1, SIDE, SIDE};
                                    }
                                })
                        .withSeed(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void passes_where_bars_are_moved_and_mirrored_which_the_net_tells_apart(long seed) {
        Finding finding = found(seed, Turn.LEFT_TO_RIGHT, 0.3);

        assertThat(finding.outcome()).as(finding.measured() + finding.cause()).isEqualTo(Outcome.PASS);
    }

    /** A predictor without a net mixes them up, even after moved ones. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void passes_where_the_net_alone_tells_them_apart(long seed) {
        Finding finding = found(seed, Turn.LEFT_TO_RIGHT, 0.8);

        assertThat(finding.outcome()).as(finding.measured() + finding.cause()).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_where_bars_are_turned_by_a_quarter(long seed) {
        Finding finding = found(seed, Turn.QUARTER, 0.3);

        assertThat(finding.outcome()).as(finding.measured() + finding.cause()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("the augmentation makes class");
    }
}
