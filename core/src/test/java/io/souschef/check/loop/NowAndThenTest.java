package io.souschef.check.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Schedule;
import io.souschef.train.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that keep, freeze or set something for a while, on purpose and not. */
class NowAndThenTest {
    private static Outcome found(Check check, LongFunction<Fed> make) {
        Finding finding = Fed.found(check, Subject.of(make));
        return finding.outcome();
    }

    /** Keeps what the last fifty steps had, to look at it: the outputs alone, or the losses with all that they come from. */
    private static final class Keeping extends Fed {
        private final Deque<Shelf> kept = new ArrayDeque<>();
        private final boolean graphs;

        Keeping(long seed, boolean graphs) {
            super(seed, 4, 2);
            this.graphs = graphs;
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor output = forward(batch);
            Tensor loss = loss(output, batch);
            loss.backward();
            optimizer.step();
            Shelf shelf = new Shelf("lately");
            shelf.keep(graphs ? loss : output.detach().copy());
            kept.add(shelf);
            if (kept.size() > 50) {
                kept.remove().close();
            }
            return loss.item();
        }

        @Override
        public void close() {
            kept.forEach(Shelf::close);
            super.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_kept_without_its_graph_is_asked_about(boolean graphs) {
        assertThat(found(new MemoryGrows(), seed -> new Keeping(seed, graphs)))
                .isEqualTo(graphs ? Outcome.FAIL : Outcome.WARN);
    }

    private static final class Normed extends Layer {
        private final Linear in = add("in", new Linear(4, 16));
        private final BatchNorm1d norm = add("norm", new BatchNorm1d(16));
        private final Linear out = add("out", new Linear(16, 2));

        Normed(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return out.forward(norm.forward(in.forward(x)).relu());
        }
    }

    /** From the end of the first epoch on the norm, or the whole net, is in evaluation mode. */
    private static final class Freezing extends Fed {
        private final boolean all;
        private boolean frozen;

        Freezing(long seed, boolean all) {
            super(
                    seed,
                    Task.classification(2),
                    new Normed(seed),
                    (row, epoch, slot) -> features(row, 4),
                    (row, epoch, slot) -> new float[] {row % 2});
            this.all = all;
        }

        @Override
        public double step(Batch batch) {
            net.train();
            if (frozen && all) {
                net.eval();
            } else if (frozen) {
                ((Normed) net).norm.training(false);
            }
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }

        @Override
        public void epochEnded(int epoch) {
            frozen = true;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_norm_that_is_frozen_after_an_epoch_is_meant_and_a_net_that_is_isn_t(boolean all) {
        assertThat(found(new TrainingModeNotRestored(), seed -> new Freezing(seed, all)))
                .isEqualTo(all ? Outcome.FAIL : Outcome.PASS);
    }

    /** The rate is set for each step and put back after it; or a copy of it, that nothing reads. */
    private static final class PuttingBack extends Fed {
        private static final int STEPS = 120;
        private final boolean sets;
        private int calls;

        PuttingBack(long seed, boolean sets) {
            super(seed, 4, 2);
            this.sets = sets;
        }

        @Override
        public double step(Batch batch) {
            double base = optimizer.learningRate();
            double rate = base * Schedule.cosine(0).at(Math.min(1, calls++ / (double) STEPS));
            optimizer.learningRate(sets ? rate : base);
            double loss = super.step(batch);
            optimizer.learningRate(base);
            return loss;
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withSchedule(Schedule.cosine(0), STEPS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_rate_that_is_put_back_after_each_step_is_seen_by_how_far_the_weights_move(boolean sets) {
        assertThat(found(new ScheduleNotApplied(), seed -> new PuttingBack(seed, sets)))
                .isEqualTo(sets ? Outcome.PASS : Outcome.FAIL);
    }

    /** As many rows as a batch has examples: what is common to all of them, or what each of them had. */
    private static final class Rows extends Layer {
        private final Linear in = add("in", new Linear(4, 8));
        private final Linear out = add("out", new Linear(8, 2));
        private final Tensor rows = buffer("rows", Init.zeros(), Fed.BATCH, 8);
        private final boolean common;

        Rows(long seed, boolean common) {
            this.common = common;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            int n = (int) x.size(0);
            Tensor code = in.forward(x).tanh();
            Tensor before = rows.narrow(0, 0, n).copy();
            if (isTraining()) {
                try (NoGrad off = NoGrad.open()) {
                    Tensor next = common ? code.detach().mean(0).unsqueeze(0).expand(n, 8) : code.detach();
                    rows.narrow(0, 0, n).copyInPlace(next);
                }
            }
            return out.forward(code.add(before.to(DType.FLOAT32).mul(0.5)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_table_with_as_many_rows_as_a_batch_is_no_state_of_its_examples(boolean common) {
        assertThat(found(
                        new StateCarried(),
                        seed -> new Fed(
                                seed,
                                Task.classification(2),
                                new Rows(seed, common),
                                (row, epoch, slot) -> Fed.features(row, 4),
                                (row, epoch, slot) -> new float[] {row % 2})))
                .isEqualTo(common ? Outcome.PASS : Outcome.FAIL);
    }
}
