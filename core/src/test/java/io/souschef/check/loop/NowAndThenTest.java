package io.souschef.check.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Dropout;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Schedule;
import io.souschef.train.Task;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
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

    /** Keeps the best weights of every so many epochs, or of every so many steps; at the end they come back, or not. */
    private static final class Best extends Fed {
        private final int epochs;
        private final int steps;
        private final boolean comesBack;
        private final Shelf shelf = new Shelf("best weights");
        private final Map<String, Tensor> best = new LinkedHashMap<>();
        private double least = Double.POSITIVE_INFINITY;
        private int calls;

        Best(long seed, int epochs, int steps, boolean comesBack) {
            super(seed, 4, 2);
            this.epochs = epochs;
            this.steps = steps;
            this.comesBack = comesBack;
        }

        @Override
        public Declared declares() {
            return Declared.nothing().keepingBest();
        }

        @Override
        public double step(Batch batch) {
            double loss = super.step(batch);
            if (++calls % steps == 0) {
                look();
            }
            return loss;
        }

        @Override
        public void epochEnded(int epoch) {
            if (epoch % epochs == epochs - 1) {
                look();
            }
        }

        private void look() {
            double loss = evaluate().loss();
            if (loss < least) {
                least = loss;
                try (Scope scope = Scope.open("remember")) {
                    net.state().forEach((name, tensor) -> best.put(name, shelf.keep(tensor.copy())));
                }
            }
        }

        @Override
        public void trainingEnded() {
            if (comesBack && !best.isEmpty()) {
                net.load(best);
            }
        }

        @Override
        public void close() {
            shelf.close();
            super.close();
        }
    }

    private static Outcome best(int epochs, int steps, boolean comesBack) {
        return found(new BestNotRestored(), seed -> new Best(seed, epochs, steps, comesBack));
    }

    @Test
    void the_best_weights_are_looked_for_where_something_looks_at_the_net() {
        int never = 1000;

        assertThat(best(1, never, true)).isEqualTo(Outcome.PASS);
        assertThat(best(1, never, false)).isEqualTo(Outcome.FAIL);
        assertThat(best(5, never, true)).isEqualTo(Outcome.PASS);
        assertThat(best(5, never, false)).isEqualTo(Outcome.FAIL);
        assertThat(best(20, never, true)).isEqualTo(Outcome.SKIP);
        assertThat(best(never, 50, true)).isEqualTo(Outcome.SKIP);
    }

    /** Gathers four batches in an epoch of fifteen, and begins anew in each; or updates nothing at all. */
    private static final class Gathering extends Fed {
        private final boolean updates;
        private int calls;

        Gathering(long seed, boolean updates) {
            super(seed, 4, 2);
            this.updates = updates;
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.div(4).backward();
            if (++calls % 4 == 0) {
                if (updates) {
                    optimizer.step();
                }
                optimizer.zeroGrad();
            }
            return loss.item();
        }

        @Override
        public void epochEnded(int epoch) {
            calls = 0;
            optimizer.zeroGrad();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withAccumulation(4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void batches_are_not_dropped_where_nothing_is_learnt_from_any(boolean updates) {
        assertThat(found(new PartialAccumulationDropped(), seed -> new Gathering(seed, updates)))
                .isEqualTo(updates ? Outcome.FAIL : Outcome.SKIP);
    }

    /** An epoch of 240 batches of one, and a checkpoint for its end: how many batches of an epoch are behind isn't in it, or Adam's memory. */
    private static final class LongEpoch extends Fed {
        private final boolean remembers;
        private int ofTheEpoch;

        LongEpoch(long seed, boolean remembers) {
            super(seed, 4, 2);
            this.remembers = remembers;
        }

        @Override
        public Batches training(int epoch) {
            Batches all = super.training(epoch);
            return Batches.of(16 * all.count(), all.examples(), b -> all.open(b / 16));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.mul(1 + ofTheEpoch++ % 7).backward();
            optimizer.step();
            return loss.item();
        }

        @Override
        public void epochEnded(int epoch) {
            ofTheEpoch = 0;
        }

        @Override
        public void save(Path file) {
            Map<String, Tensor> all = new LinkedHashMap<>();
            net.state().forEach((name, tensor) -> all.put("net." + name, tensor));
            optimizer.state().forEach((name, tensor) -> all.put("adam." + name, tensor));
            Safetensors.write(file, all, Map.of("steps", String.valueOf(optimizer.steps())));
        }

        @Override
        public void resume(Path file) {
            try (Scope scope = Scope.open("resume")) {
                Safetensors saved = Safetensors.read(file);
                net.load(part(saved, "net."));
                if (remembers) {
                    optimizer.load(
                            part(saved, "adam."),
                            Long.parseLong(saved.metadata().getOrDefault("steps", "0")));
                }
            }
        }

        private static Map<String, Tensor> part(Safetensors saved, String prefix) {
            Map<String, Tensor> part = new LinkedHashMap<>();
            saved.tensors().forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    part.put(name.substring(prefix.length()), tensor);
                }
            });
            return part;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_checkpoint_may_be_meant_for_the_end_of_an_epoch_however_long(boolean remembers) {
        Finding finding = Fed.found(new CheckpointIncomplete(), Subject.of(seed -> new LongEpoch(seed, remembers)));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(remembers ? Outcome.PASS : Outcome.FAIL);
    }

    private static Tensor masked(Tensor output) {
        return Tensor.cat(List.of(output, Tensor.full(Double.NEGATIVE_INFINITY, output.size(0), 1)), 1);
    }

    private static final class Dropping extends Layer {
        private final Linear in = add("in", new Linear(4, 16));
        private final Dropout drop = add("drop", new Dropout(0.3));
        private final Linear out = add("out", new Linear(16, 2));

        Dropping(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return masked(out.forward(drop.forward(in.forward(x).relu())));
        }
    }

    /** Its evaluation leaves the net in evaluation mode, and its steps as they find it. */
    private static final class Left extends Fed {
        Left(long seed) {
            super(
                    seed,
                    Task.classification(3),
                    new Dropping(seed),
                    (row, epoch, slot) -> features(row, 4),
                    (row, epoch, slot) -> new float[] {row % 2});
        }

        @Override
        public double step(Batch batch) {
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }

        @Override
        public Evaluation evaluate() {
            Evaluation evaluation = super.evaluate();
            net.eval();
            return evaluation;
        }
    }

    @Test
    void an_answer_that_is_masked_hides_neither_modes_nor_states() {
        assertThat(found(new TrainingModeNotRestored(), Left::new)).isEqualTo(Outcome.FAIL);
        assertThat(found(
                        new StateCarried(),
                        seed ->
                                new Fed(
                                        seed,
                                        Task.classification(3),
                                        new Rows(seed, false),
                                        (row, epoch, slot) -> Fed.features(row, 4),
                                        (row, epoch, slot) -> new float[] {row % 2}) {
                                    @Override
                                    public Tensor forward(Batch batch) {
                                        return masked(super.forward(batch));
                                    }
                                }))
                .isEqualTo(Outcome.FAIL);
    }
}
