package io.souschef.check.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
import io.souschef.nn.Relu;
import io.souschef.nn.Sequential;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** The library's Adam, and a decay of one's own beside it. */
class WeightDecayMisplacedTest {
    private static final double RATE = 2e-3, DECAY = 0.1;

    private static Finding found(boolean everything, Declared declared) {
        return Fed.found(
                new WeightDecayMisplaced(),
                Subject.of(
                        seed -> new MadeProgram(MadeData.STANDARDISED, Task.regression(), net(seed), RATE, 32, seed) {
                            @Override
                            public double step(Batch batch) {
                                try (Scope scope = Scope.open("decay");
                                        NoGrad off = NoGrad.open()) {
                                    net().parameters().values().stream()
                                            .filter(weight -> everything || weight.dim() > 1)
                                            .forEach(weight -> weight.mulInPlace(1 - RATE * DECAY));
                                }
                                return super.step(batch);
                            }

                            @Override
                            public Declared declares() {
                                return declared;
                            }
                        }));
    }

    private static Sequential net(long seed) {
        Sequential net = new Sequential(new Linear(8, 32), new LayerNorm(32), new Relu(), new Linear(32, 1));
        net.initialize(seed);
        return net;
    }

    @Test
    void fails_when_it_is_on_biases_and_scales_beside_an_optimiser_of_the_library() {
        Finding finding = found(true, Declared.nothing().withWeightDecay(DECAY));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("biases and the scales of norms are pulled towards zero too");
        assertThat(finding.measured()).contains("matrices shrink by 0.100 of themselves a step");
    }

    @Test
    void passes_on_matrices_alone_and_where_all_is_declared() {
        assertThat(found(false, Declared.nothing().withWeightDecay(DECAY)).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(true, Declared.nothing().withWeightDecay(DECAY).decayingEverything())
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }
}
