package io.souschef.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LoopTest {
    @Test
    void of_a_rate_that_nobody_knows_nothing_is_said_where_the_loss_is_no_number() {
        try (TwoMoons moons = new TwoMoons(1)) {
            TrainingProgram own = new Wrapped(moons) {
                @Override
                public double step(Batch batch) {
                    return Double.NaN;
                }
            };

            assertThatThrownBy(() -> train(own, 3))
                    .isInstanceOf(Diverged.class)
                    .hasMessageStartingWith("the loss became NaN at step 0\n  expected  a finite loss at every step");
        }
    }

    @Test
    void a_loss_of_an_evaluation_that_is_no_number_is_told_with_the_rate_of_the_step_before_it() {
        try (TwoMoons moons = new TwoMoons(1)) {
            TrainingProgram blown = new Wrapped(moons) {
                @Override
                public Optional<Optimizer> optimizer() {
                    return moons.optimizer();
                }

                @Override
                public Evaluation evaluate() {
                    return new Evaluation(
                            task(), new long[1], new double[] {Double.NaN}, new float[task().outputs()], new float[1]);
                }
            };

            assertThatThrownBy(() -> train(blown, 2))
                    .isInstanceOf(Diverged.class)
                    .hasMessageStartingWith("the loss became NaN at step 2\n  got       learning rate 0.0050\n");
        }
    }

    /** As where the last, incomplete batch is left out and there is no other. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void an_epoch_without_batches_is_told_and_not_waited_for() {
        try (TwoMoons moons = new TwoMoons(1)) {
            TrainingProgram empty = new Wrapped(moons) {
                @Override
                public Batches training(int epoch) {
                    return super.training(epoch).first(0);
                }
            };

            assertThatThrownBy(() -> train(empty, 3))
                    .isInstanceOf(NothingToTrainOn.class)
                    .hasMessageContaining("training(0) gives nothing to train on")
                    .hasMessageContaining("no batch, of 0 examples");
        }
    }

    /** The rate falls on a straight line to 0. */
    private static void train(TrainingProgram program, int steps) {
        Loop.train(program, Horizon.steps(steps), Schedule.linear(0), new Loop.Listener() {}, Optional.empty());
    }

    /** Two moons, of which nothing is known but what every program has. */
    private static class Wrapped implements TrainingProgram {
        private final TrainingProgram inner;

        Wrapped(TrainingProgram inner) {
            this.inner = inner;
        }

        @Override
        public Task task() {
            return inner.task();
        }

        @Override
        public Layer net() {
            return inner.net();
        }

        @Override
        public Batches training(int epoch) {
            return inner.training(epoch);
        }

        @Override
        public Batches evaluation() {
            return inner.evaluation();
        }
    }
}
