package io.souschef.check.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.Tensor;
import io.souschef.train.Gradients;
import io.souschef.train.Optimizer;
import io.souschef.train.Sgd;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SGD whose gradients are clipped, which the program doesn't declare. */
class SteppedTwiceTest {
    private static final class Clipped extends Fed {
        private final Sgd sgd;
        private final int passes;
        private final int steps;

        /** @param passes forward and backward, each with so many steps */
        Clipped(long seed, double momentum, int passes, int steps) {
            super(seed, 6, 3);
            this.sgd = new Sgd(net, 0.02, momentum);
            this.passes = passes;
            this.steps = steps;
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(sgd);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            double sum = 0;
            for (int pass = 0; pass < passes; pass++) {
                sgd.zeroGrad();
                Tensor loss = loss(forward(batch), batch);
                loss.backward();
                Gradients.clipNorm(net.parameters().values(), 0.5);
                for (int step = 0; step < steps; step++) {
                    sgd.step();
                }
                sum += loss.item() / passes;
            }
            return sum;
        }

        @Override
        public void close() {
            sgd.close();
            optimizer.close();
            super.close();
        }
    }

    private static Finding found(double momentum, int passes, int steps) {
        return Fed.found(new SteppedTwice(), Subject.of(seed -> new Clipped(seed, momentum, passes, steps)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void fails_when_a_clipped_gradient_is_applied_twice(double momentum) {
        Finding finding = found(momentum, 1, 2);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).contains("2 steps of the optimiser").contains("clipped to a norm of 0.5");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void one_step_with_a_clipped_gradient_is_sound(double momentum) {
        Finding finding = found(momentum, 1, 1);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_batch_may_be_used_twice_with_a_gradient_each() {
        for (double momentum : new double[] {0, 0.9}) {
            Finding finding = found(momentum, 2, 1);

            assertThat(finding.outcome()).as(finding.headline()).isNotEqualTo(Outcome.FAIL);
        }
    }
}
