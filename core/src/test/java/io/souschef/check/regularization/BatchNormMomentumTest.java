package io.souschef.check.regularization;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.experiment.Outcome;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Linear;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Trainings of so many steps. */
class BatchNormMomentumTest {
    private static Outcome found(double momentum, long steps) {
        return Fed.found(new BatchNormMomentum(), Subject.of(seed -> {
                    Formula net = new Formula();
                    Linear in = net.has("in", new Linear(5, 16));
                    BatchNorm1d norm = net.has("norm", new BatchNorm1d(16, momentum, 1e-5));
                    Linear out = net.has("out", new Linear(16, 2));
                    net.is(seed, x -> out.forward(norm.forward(in.forward(x)).relu()));
                    return new Fed(
                            seed,
                            Task.classification(2),
                            net,
                            (row, epoch, slot) -> Fed.features(row, 5),
                            (row, epoch, slot) -> new float[] {row % 2}) {
                        @Override
                        public Declared declares() {
                            return Declared.nothing().withPlannedSteps(steps);
                        }
                    };
                }))
                .outcome();
    }

    @Test
    void the_usual_momentum_is_sound_however_short_the_training() {
        assertThat(found(0.1, 15)).isEqualTo(Outcome.PASS);
        assertThat(found(0.1, 1)).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_the_statistics_hardly_move_in_that_time() {
        assertThat(found(0.01, 15)).isEqualTo(Outcome.FAIL);
        assertThat(found(0.01, 1000)).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_the_last_batch_is_all() {
        assertThat(found(0.99, 1000)).isEqualTo(Outcome.FAIL);
    }
}
