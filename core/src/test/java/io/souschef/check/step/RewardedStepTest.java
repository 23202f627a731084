package io.souschef.check.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A policy that is told whether what it has drawn was right, and logs a cross-entropy that nothing follows. */
class RewardedStepTest {
    private static final int ACTIONS = 3;

    private static class Policy extends Fed {
        private final boolean rewarded;
        private int draws;

        Policy(long seed, boolean rewarded) {
            super(
                    seed,
                    Task.classification(ACTIONS),
                    new Mlp(seed, 4, 24, ACTIONS),
                    (row, epoch, slot) -> features(row, 4),
                    (row, epoch, slot) ->
                            new float[] {features(row, 4)[0] > 0.4 ? 2 : features(row, 4)[0] > -0.4 ? 1 : 0});
            this.rewarded = rewarded;
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor sure = net.forward(batch.input()).logSoftmax(1);
            float[] shares = sure.detach().exp().toFloats();
            long[] right = batch.target().toLongs();
            long[] drawn = new long[right.length];
            float[] advantage = new float[right.length];
            RandomStream stream = RandomStream.of(seed, "draws").at(draws++);
            for (int i = 0; i < right.length; i++) {
                double u = stream.uniform(i);
                for (int k = 0; k < ACTIONS - 1 && u > shares[i * ACTIONS + k]; k++) {
                    u -= shares[i * ACTIONS + k];
                    drawn[i]++;
                }
                advantage[i] = rewarded ? (drawn[i] == right[i] ? 1 : 0) - 0.33f : 1;
            }
            Tensor chosen = sure.gather(1, Tensor.of(drawn, drawn.length, 1)).squeeze(1);
            chosen.mul(Tensor.of(advantage, advantage.length)).mean().neg().backward();
            optimizer.step();
            return Losses.crossEntropy(sure.detach(), batch.target()).item();
        }
    }

    private static Finding found(boolean rewarded) {
        return Fed.found(new LossDetached(), Subject.of(seed -> new Policy(seed, rewarded)));
    }

    /** Prices, all above zero, a plain number of which weighs the update. */
    private static final class Weighed extends Fed {
        private final ToDoubleFunction<double[]> weight;

        Weighed(long seed, ToDoubleFunction<double[]> weight) {
            super(
                    seed,
                    Task.regression(),
                    new Mlp(seed, 4, 24, 1),
                    (row, epoch, slot) -> features(row, 4),
                    (row, epoch, slot) -> new float[] {row % 4 == 0 ? 4 : 0.1f});
            this.weight = weight;
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor output = net.forward(batch.input());
            output.mean().mul(weight.applyAsDouble(batch.target().toDoubles())).backward();
            optimizer.step();
            return Losses.mse(output.detach(), batch.target()).item();
        }
    }

    private static Finding weighed(ToDoubleFunction<double[]> weight) {
        return Fed.found(new LossDetached(), Subject.of(seed -> new Weighed(seed, weight)));
    }

    @Test
    void other_targets_may_be_such_as_the_step_cannot_take() {
        assertThat(weighed(prices -> Math.log(prices[0]) + 1).outcome())
                .as("which makes NaN")
                .isEqualTo(Outcome.PASS);
        assertThat(weighed(prices -> {
                            if (prices[0] < 0) {
                                throw new IllegalArgumentException("a price below zero");
                            }
                            return prices[0];
                        })
                        .outcome())
                .as("which is refused")
                .isEqualTo(Outcome.PASS);
        assertThat(weighed(prices -> 1).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void targets_that_are_all_alike_tell_nothing() {
        assertThat(Fed.found(new LossDetached(), Subject.of(seed -> new Policy(seed, true) {
                            @Override
                            public Batches training(int epoch) {
                                int[] ofOneClass = IntStream.range(0, TRAIN)
                                        .filter(row -> features(row, 4)[0] > 0.4)
                                        .toArray();
                                return batches(ofOneClass, epoch);
                            }
                        }))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_reward_that_is_a_plain_number_tells_of_the_targets() {
        assertThat(found(true).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_no_target_has_a_say_in_the_update() {
        assertThat(found(false).outcome()).isEqualTo(Outcome.FAIL);
    }
}
