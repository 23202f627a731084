package io.souschef.check.skeleton;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Linear;
import io.souschef.train.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Candidates, each looked at by itself: what is asked for twice in a row, and wanted once, can't be answered right both times. */
class AttainableTest {
    private static final int CANDIDATES = 4;

    private static Outcome found(long seed, boolean twice) {
        return Fed.found(
                        new OverfitOneBatch(),
                        Subject.of(s -> {
                                    Formula net = new Formula();
                                    Linear one = net.has("one", new Linear(1, 48));
                                    Linear two = net.has("two", new Linear(48, 1));
                                    net.is(s, x -> {
                                        return two.forward(one.forward(x.unsqueeze(2))
                                                        .relu())
                                                .squeeze(2);
                                    });
                                    return new Fed(
                                            s,
                                            Task.multiLabel(CANDIDATES),
                                            net,
                                            (row, epoch, slot) -> row(row, twice),
                                            (row, epoch, slot) -> new float[] {1, 0, 0, 0});
                                })
                                .withSeed(seed))
                .outcome();
    }

    /** The first is above zero, and wanted; the others are below, but in one row of four. */
    private static float[] row(int row, boolean twice) {
        float first = 1 + row % 5 / 5f;
        float last = twice && row % 4 == 0 ? first : -1.5f;
        return new float[] {first, -1, -2, last};
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void what_is_asked_for_twice_need_not_be_right(long seed) {
        assertThat(found(seed, true)).isNotEqualTo(Outcome.FAIL);
    }
}
