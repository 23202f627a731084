package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What stands still at first, and moves later, isn't frozen. */
class ParametersFrozenTest {
    private static Outcome found(int thawsAfter, Consumer<Tensor> byHand) {
        return Fed.found(new ParametersFrozen(), Subject.of(seed -> new Fed(seed, 5, 3) {
                    {
                        first().requiresGrad(false);
                    }

                    private Tensor first() {
                        return net.parameters().values().iterator().next();
                    }

                    @Override
                    public double step(Batch batch) {
                        double loss = super.step(batch);
                        try (NoGrad off = NoGrad.open()) {
                            byHand.accept(first());
                        }
                        return loss;
                    }

                    @Override
                    public void epochEnded(int epoch) {
                        if (epoch == thawsAfter) {
                            first().requiresGrad(true);
                        }
                    }
                }))
                .outcome();
    }

    @Test
    void what_an_epoch_thaws_is_sound() {
        assertThat(found(1, weight -> {})).isEqualTo(Outcome.PASS);
        assertThat(found(40, weight -> {})).isEqualTo(Outcome.PASS);
    }

    @Test
    void what_a_step_moves_by_hand_is_sound() {
        assertThat(found(-1, weight -> weight.mulInPlace(0.99))).isEqualTo(Outcome.PASS);
    }

    @Test
    void what_never_moves_is_not() {
        assertThat(found(-1, weight -> {})).isEqualTo(Outcome.FAIL);
    }
}
