package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
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
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three epochs of what is easy, in one order or some of it alone; or all epochs. */
class CurriculumTest {
    private static final int FOR_EVER = Integer.MAX_VALUE;

    private static Batch.Content rows(int[] rows) {
        float[] x = new float[rows.length];
        long[] y = new long[rows.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = rows[i];
            y[i] = rows[i] % 3;
        }
        return Batch.Content.of(Tensor.of(x, rows.length, 1), Tensor.of(y, rows.length), Dealt.ids(rows));
    }

    private static class Taught extends Dealt {
        private final int epochs;
        private final boolean sorted;

        /** @param epochs in which the classes come one after the other or, unless {@code sorted}, one of them doesn't come */
        Taught(long seed, int epochs, boolean sorted) {
            super(seed, Task.classification(3), new Mlp(seed, 1, 4, 3), (some, epoch) -> rows(some));
            this.epochs = epochs;
            this.sorted = sorted;
        }

        @Override
        public Batches training(int epoch) {
            int[] order = RandomStream.of(seed, "order").at(epoch).permutation(TRAIN);
            if (epoch >= epochs) {
                return dealt(order, epoch);
            }
            int[] rows = sorted
                    ? IntStream.range(0, TRAIN)
                            .boxed()
                            .sorted(Comparator.comparing(row -> row % 3))
                            .mapToInt(row -> row)
                            .toArray()
                    : IntStream.of(order).filter(row -> row % 3 != 2).toArray();
            Batches some = dealt(rows, epoch);
            return Batches.of(some.count(), TRAIN, some::open);
        }
    }

    private static Finding found(Check check, int epochs, boolean sorted) {
        return Fed.found(check, Subject.of(seed -> new Taught(seed, epochs, sorted)));
    }

    @Test
    void an_order_in_the_first_epochs_alone_is_a_curriculum() {
        Finding finding = found(new NotShuffled(), 3, true);

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).endsWith("in the first epoch and not in each later one: a curriculum");
        assertThat(found(new SameOrderEveryEpoch(), 3, true).measured()).endsWith("fewer in later ones: a curriculum");
        assertThat(found(new SameOrderEveryEpoch(), 3, true).outcome()).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, FOR_EVER})
    void data_that_stay_sorted_are_not_shuffled(int epochs) {
        Outcome outcome = epochs == FOR_EVER ? Outcome.FAIL : Outcome.PASS;

        assertThat(found(new NotShuffled(), epochs, true).outcome()).isEqualTo(outcome);
        assertThat(found(new SameOrderEveryEpoch(), epochs, true).outcome()).isEqualTo(outcome);
    }

    @Test
    void what_joins_in_later_is_not_dropped() {
        assertThat(found(new ExamplesDropped(), 3, false).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_a_class_never_joins_in() {
        Finding finding = found(new ExamplesDropped(), FOR_EVER, false);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("training leaves out whole classes");
        assertThat(finding.measured())
                .startsWith("160 examples in three epochs and later ones, the stream promises 240");
    }

    @Test
    void a_plan_may_have_no_later_epochs() {
        Finding finding = Fed.found(new NotShuffled(), Subject.of(seed -> new Taught(seed, FOR_EVER, true) {
            @Override
            public Batches training(int epoch) {
                if (epoch > 9) {
                    throw new IllegalArgumentException("ten epochs are planned");
                }
                return super.training(epoch);
            }
        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }

    /** An order that is kept in a field: {@code epochs} many epochs keep that of the first one asked for, or each ends with another. */
    private static final class Kept extends Dealt {
        private final int epochs;
        private final boolean anew;
        private int[] order = {};

        Kept(long seed, int epochs, boolean anew) {
            super(seed, Task.classification(3), new Mlp(seed, 1, 4, 3), (some, epoch) -> rows(some));
            this.epochs = epochs;
            this.anew = anew;
        }

        @Override
        public Batches training(int epoch) {
            if (order.length == 0 || epoch >= epochs) {
                order = RandomStream.of(seed, "order").at(epoch).permutation(TRAIN);
            }
            return dealt(order, epoch);
        }

        @Override
        public void epochEnded(int epoch) {
            if (anew) {
                order = RandomStream.of(seed, "order").at(epoch + 1).permutation(TRAIN);
            }
        }
    }

    @Test
    void fails_when_the_first_order_is_kept() {
        Finding finding = Fed.found(new SameOrderEveryEpoch(), Subject.of(seed -> new Kept(seed, FOR_EVER, false)));

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("the order never changes");
    }

    @Test
    void an_order_that_is_kept_for_some_epochs_or_made_anew_as_one_ends_is_sound() {
        for (boolean anew : new boolean[] {false, true}) {
            Finding finding =
                    Fed.found(new SameOrderEveryEpoch(), Subject.of(seed -> new Kept(seed, anew ? FOR_EVER : 6, anew)));

            assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.PASS);
        }
    }
}
