package io.souschef.check.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** What a step keeps beside the net, of as many rows as a batch has examples. */
class StateCarriedTest {
    private static final int CODE = Fed.BATCH;

    private static Batch.Content rows(int[] rows) {
        float[] x = new float[rows.length * 3];
        float[] y = new float[rows.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) RandomStream.of(3, "rows").at(rows[i / 3]).gaussian(i % 3);
            y[i / 3] = x[i / 3 * 3];
        }
        return Batch.Content.of(Tensor.of(x, rows.length, 3), Tensor.of(y, rows.length, 1), Dealt.ids(rows));
    }

    private static final class Coded extends Layer {
        private final Linear in = add("in", new Linear(3, CODE));
        private final Linear out = add("out", new Linear(CODE, 1));

        Coded(long seed) {
            initialize(seed);
        }

        Tensor code(Tensor x) {
            return in.forward(x).relu();
        }

        @Override
        public Tensor forward(Tensor x) {
            return out.forward(code(x));
        }
    }

    /** Another net learns to guess the sign of a number from the code, and the code learns to hide it. */
    private static final class Hiding extends Dealt {
        private final Coded coded;
        private final Mlp adversary;
        private final Adam second;

        Hiding(long seed) {
            super(seed, Task.regression(), new Coded(seed), (rows, epoch) -> rows(rows));
            coded = (Coded) net;
            adversary = new Mlp(seed + 1, CODE, 8, 1);
            second = new Adam(adversary, 1e-2);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor wanted = batch.input().narrow(1, 1, 1).gt(0).to(DType.FLOAT32);
            second.zeroGrad();
            Losses.binaryCrossEntropy(
                            adversary.forward(coded.code(batch.input()).detach()), wanted)
                    .backward();
            second.step();
            optimizer.zeroGrad();
            Tensor code = coded.code(batch.input());
            Tensor loss = Losses.mse(coded.out.forward(code), batch.target());
            loss.sub(Losses.binaryCrossEntropy(adversary.forward(code), wanted).mul(0.1))
                    .backward();
            optimizer.step();
            return loss.item();
        }

        @Override
        public void close() {
            second.close();
            adversary.close();
            super.close();
        }
    }

    /** The code starts out from that of the batch before, as far as it is of the same size. */
    private static final class GoingOn extends Dealt {
        private final Coded coded;
        private final Shelf shelf = new Shelf("code");
        private final Tensor before;

        GoingOn(long seed) {
            super(seed, Task.regression(), new Coded(seed), (rows, epoch) -> rows(rows));
            coded = (Coded) net;
            try (Scope scope = Scope.open("before")) {
                before = shelf.keep(Tensor.zeros(BATCH, CODE));
            }
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor code = coded.code(batch.input());
            if (batch.size() == BATCH) {
                code = code.add(before);
                try (NoGrad off = NoGrad.open()) {
                    before.copyInPlace(code.detach().mul(0.5));
                }
            }
            Tensor loss = Losses.mse(coded.out.forward(code), batch.target());
            loss.backward();
            optimizer.step();
            return loss.item();
        }

        @Override
        public void close() {
            shelf.close();
            super.close();
        }
    }

    @Test
    void weights_of_another_net_may_have_as_many_rows() {
        assertThat(Fed.found(new StateCarried(), Subject.of(Hiding::new)).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_a_code_goes_on_from_the_one_before() {
        Finding finding = Fed.found(new StateCarried(), Subject.of(GoingOn::new));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Standardises by what it has seen so far while training, or adds what it said to the batch before. */
    private static final class Running extends Layer {
        private final Tensor mean = buffer("mean", Init.zeros(), 8);
        private final Tensor said = buffer("said", Init.zeros(), 32, 4);
        private final Linear out = add("out", new Linear(8, 4));
        private final boolean goesOn;

        Running(long seed, boolean goesOn) {
            this.goesOn = goesOn;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            if (isTraining() && !goesOn) {
                try (NoGrad off = NoGrad.open()) {
                    mean.lerpInPlace(x.detach().mean(0), 0.1);
                }
            }
            Tensor y = out.forward(x.sub(mean.copy()));
            if (goesOn && x.size(0) == 32) {
                y = y.add(said.copy());
                try (NoGrad off = NoGrad.open()) {
                    said.copyInPlace(y.detach());
                }
            }
            return y;
        }
    }

    private static Finding running(boolean goesOn) {
        return Fed.found(
                new StateCarried(),
                Subject.of(seed -> new MadeProgram(
                        MadeData.BLOBS, Task.classification(4), new Running(seed, goesOn), 3e-3, 32, seed)));
    }

    @Test
    void statistics_of_all_batches_are_no_state_of_one() {
        assertThat(running(false)).extracting(Finding::outcome).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_buffer_with_a_row_for_each_example_is_one() {
        assertThat(running(true)).extracting(Finding::outcome).isEqualTo(Outcome.FAIL);
    }
}
