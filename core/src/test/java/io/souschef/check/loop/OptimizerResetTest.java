package io.souschef.check.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import io.souschef.train.Sgd;
import io.souschef.train.Task;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptimizerResetTest {
    private static Batch.Content rows(int[] rows) {
        float[] x = new float[rows.length * 3];
        long[] y = new long[rows.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) RandomStream.of(3, "rows").at(rows[i / 3]).gaussian(i % 3);
            y[i / 3] = x[i / 3 * 3] > 0 ? 1 : 0;
        }
        return Batch.Content.of(Tensor.of(x, rows.length, 3), Tensor.of(y, rows.length), Dealt.ids(rows));
    }

    /** Goes on from what the batch before has said on average, until the epoch ends; its optimiser remembers nothing. */
    private static final class Carrying extends Dealt {
        private final Sgd sgd;
        private double carried;

        Carrying(long seed) {
            super(seed, Task.classification(2), new Mlp(seed, 3, 8, 2), (rows, epoch) -> rows(rows));
            sgd = new Sgd(net, 0.1);
        }

        @Override
        public Tensor forward(Batch batch) {
            return net.forward(batch.input().add(net.isTraining() ? carried : 0));
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(sgd);
        }

        @Override
        public double step(Batch batch) {
            double loss = super.step(batch);
            carried = 0.5 * carried + 0.3 * batch.input().mean().item() + 0.1;
            return loss;
        }

        @Override
        public void epochEnded(int epoch) {
            carried = 0;
        }
    }

    /** Adam, made once or for each epoch. */
    private static final class Remembering extends Dealt {
        private final boolean reset;
        private Adam adam;

        Remembering(long seed, boolean reset) {
            super(seed, Task.classification(2), new Mlp(seed, 3, 8, 2), (rows, epoch) -> rows(rows));
            this.reset = reset;
            adam = new Adam(net, 3e-3);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            adam.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            adam.step();
            return loss.item();
        }

        @Override
        public void epochEnded(int epoch) {
            if (reset) {
                adam.close();
                adam = new Adam(net, 3e-3);
            }
        }

        @Override
        public void close() {
            adam.close();
            super.close();
        }
    }

    @Test
    void a_state_that_is_carried_on_is_no_memory_of_the_optimiser() {
        Finding finding = Fed.found(new OptimizerReset(), Subject.of(Carrying::new));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).startsWith("more than the optimiser's memory goes on");
    }

    @Test
    void fails_when_an_optimiser_is_made_for_each_epoch() {
        assertThat(Fed.found(new OptimizerReset(), Subject.of(seed -> new Remembering(seed, true)))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void passes_when_it_is_made_once() {
        assertThat(Fed.found(new OptimizerReset(), Subject.of(seed -> new Remembering(seed, false)))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }
}
