package io.souschef.check.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A buffer that an evaluation writes into. */
class EvaluationChangesTheNetTest {
    private static final class Kept extends Layer {
        final Linear out = add("out", new Linear(5, 3));
        final Tensor kept = buffer("kept", Init.zeros(), 1);
        private final boolean heard;

        Kept(long seed, boolean heard) {
            this.heard = heard;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor input) {
            Tensor said = out.forward(input);
            return heard ? said.mul(kept.add(1)) : said;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void it_matters_where_the_net_says_something_else_with_it(boolean heard) {
        Finding finding = Fed.found(new EvaluationChangesTheNet(), Subject.of(seed -> {
            Kept own = new Kept(seed, heard);
            return new Fed(
                    seed, Task.classification(3), own, (row, epoch, slot) -> Fed.features(row, 5), (row, epoch, slot) ->
                            new float[] {row % 3}) {
                @Override
                public Evaluation evaluate() {
                    Evaluation evaluation = super.evaluate();
                    try (Scope scope = Scope.open("count");
                            NoGrad off = NoGrad.open()) {
                        own.kept.copyInPlace(own.kept.add(1));
                    }
                    return evaluation;
                }
            };
        }));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(heard ? Outcome.FAIL : Outcome.PASS);
        assertThat(finding.cause())
                .isEqualTo(heard ? "the evaluation changes 'kept', and with it what the net says" : "");
    }
}
