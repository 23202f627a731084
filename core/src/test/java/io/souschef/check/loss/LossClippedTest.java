package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A net that has learnt elsewhere goes on, its BatchNorm frozen in evaluation mode. */
class LossClippedTest {
    private static final class Net extends Layer {
        private final Linear in = add("in", new Linear(8, 32));
        private final BatchNorm1d norm = add("norm", new BatchNorm1d(32));
        private final Linear out = add("out", new Linear(32, 4));

        Net(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return out.forward(norm.forward(in.forward(x)).relu());
        }
    }

    /** @param most what a loss counts at most */
    private static MadeProgram tuned(long seed, double most) {
        Net net = new Net(seed);
        try (Net elsewhere = new Net(seed);
                MadeProgram before =
                        new MadeProgram(MadeData.BLOBS, Task.classification(4), elsewhere, 1e-2, 100, seed);
                Scope scope = Scope.open("elsewhere")) {
            for (int epoch = 0; epoch < 3; epoch++) {
                for (Batch batch : before.training(epoch)) {
                    try (batch) {
                        before.step(batch);
                    }
                }
            }
            net.load(elsewhere.state());
        }
        net.in.freeze();
        net.norm.freeze();
        Adam adam = Adam.w(net.out.parameters(), 1e-3, 0, 0.999);
        return new MadeProgram(MadeData.BLOBS, Task.classification(4), net, 1e-3, 32, seed) {
            @Override
            public double step(Batch batch) {
                net.train();
                net.norm.training(false);
                adam.zeroGrad();
                Tensor loss = loss(forward(batch), batch);
                loss.backward();
                adam.step();
                return loss.item();
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return Losses.crossEntropyEach(output, batch.target())
                        .clamp(0, most)
                        .mean();
            }

            @Override
            public Declared declares() {
                return Declared.nothing().withFrozen(Set.of("in", "norm")).withPretrained(Set.of("in", "norm"));
            }

            @Override
            public void close() {
                adam.close();
                super.close();
            }
        };
    }

    @Test
    void what_is_right_in_the_mode_of_the_step_does_not_pull() {
        Finding finding = Fed.found(new LossClipped(), Subject.of(seed -> tuned(seed, 1e6)));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_a_loss_counts_two_at_most() {
        Finding finding = Fed.found(new LossClipped(), Subject.of(seed -> tuned(seed, 2)));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }
}
