package io.souschef.check.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;
import org.junit.jupiter.api.Test;

/** Three batches an update, clipped at another place each. */
class ClippingIneffectiveTest {
    private static final int EVERY = 3;

    private enum Clipped {
        BEFORE_EACH,
        AFTER_THE_LAST
    }

    private static Finding found(Clipped when) {
        return Fed.found(new ClippingIneffective(), Subject.of(seed -> new Fed(seed, 5, 2) {
            private int waiting;

            @Override
            public double step(Batch batch) {
                net.train();
                if (waiting == 0) {
                    optimizer.zeroGrad();
                }
                if (when == Clipped.BEFORE_EACH) {
                    Gradients.clipNorm(net.parameters().values(), 0.5);
                }
                Tensor loss = loss(forward(batch), batch);
                loss.div(EVERY).backward();
                if (++waiting == EVERY) {
                    if (when == Clipped.AFTER_THE_LAST) {
                        Gradients.clipNorm(net.parameters().values(), 0.5);
                    }
                    optimizer.step();
                    optimizer.zeroGrad();
                    waiting = 0;
                }
                return loss.item();
            }

            @Override
            public Declared declares() {
                return Declared.nothing().withAccumulation(EVERY).withClipNorm(0.5);
            }
        }));
    }

    @Test
    void what_is_clipped_before_each_backward_pass_is_not_clipped_when_the_step_is_taken() {
        Finding finding = found(Clipped.BEFORE_EACH);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("before each backward pass");
    }

    @Test
    void after_the_last_it_is() {
        assertThat(found(Clipped.AFTER_THE_LAST).outcome()).isEqualTo(Outcome.PASS);
    }
}
