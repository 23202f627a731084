package io.souschef.check.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Gathered;
import org.junit.jupiter.api.Test;

/** A net with dropout, and a copy of it that is made when it is evaluated. */
class EvaluationInTrainingModeTest {
    /** Evaluates the copy, in evaluation mode; or the net, left as it is. */
    private static final class Copying extends Many {
        private final Layer copy;
        private final boolean ofTheCopy;

        Copying(long seed, boolean ofTheCopy) {
            super(seed);
            this.copy = new Mlp(seed, 0.4, 5, 24, 4);
            this.ofTheCopy = ofTheCopy;
        }

        @Override
        public Evaluation evaluate() {
            copy.load(net.state());
            copy.eval();
            Gathered all = new Gathered();
            for (Batch batch : evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    Tensor output = (ofTheCopy ? copy : net).forward(batch.input());
                    all.add(
                            batch.ids(),
                            task().lossEach(output, batch.target()).toDoubles(),
                            output.toFloats(),
                            batch.target().toFloats());
                }
            }
            return all.evaluation(task());
        }

        @Override
        public void close() {
            copy.close();
            super.close();
        }
    }

    private static Finding found(boolean ofTheCopy) {
        return Fed.found(new EvaluationInTrainingMode(), Subject.of(seed -> new Copying(seed, ofTheCopy)));
    }

    @Test
    void the_mode_of_a_net_that_takes_no_part_says_nothing() {
        assertThat(found(true).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_the_net_itself_is_asked_beside_a_copy() {
        Finding finding = found(false);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("no net.eval() before the evaluation");
    }
}
