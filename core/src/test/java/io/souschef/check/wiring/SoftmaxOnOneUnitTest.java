package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** A softmax over one number inside a net, and outputs that layers of zeros add something to. */
class SoftmaxOnOneUnitTest {
    /** Rows of a picture, weighed by scores that are to sum to one along {@code axis}. */
    private static Finding weighed(int axis) {
        return Fed.found(new SoftmaxOnOneUnit(), Subject.of(seed -> {
            Formula net = new Formula();
            Linear row = net.has("row", new Linear(8, 16));
            Linear score = net.has("score", new Linear(16, 1));
            Linear head = net.has("head", new Linear(16, 8));
            net.is(seed, x -> {
                Tensor rows = row.forward(x.reshape(x.size(0), 8, 8)).relu(); // [N, 8, 16]
                Tensor weights = score.forward(rows).softmax(axis); // [N, 8, 1]
                return head.forward(rows.mul(weights).sum(1));
            });
            return new MadeProgram(MadeData.PICTURES, Task.classification(8), net, 3e-3, 32, seed);
        }));
    }

    @Test
    void scores_are_to_choose_between_positions() {
        assertThat(weighed(2).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(weighed(2).measured()).contains("[32, 8, 1]");
        assertThat(weighed(1).outcome()).isEqualTo(Outcome.PASS);
    }

    /** What the first number says, and what a last layer that starts at zero adds to it, through {@code tanh} or as it is. */
    private static Outcome corrected(boolean bounded) {
        return Fed.found(new OutputRange(), Subject.of(seed -> {
                    Formula net = new Formula();
                    Mlp body = net.has("body", new Mlp(seed, 8, 32, 16));
                    Linear last = net.has("last", new Linear(16, 1, Init.zeros(), Init.zeros()));
                    net.is(seed, x -> {
                        Tensor correction = last.forward(body.forward(x));
                        return x.narrow(1, 0, 1)
                                .mul(0.1)
                                .add(bounded ? correction.tanh().mul(0.1) : correction);
                    });
                    return new MadeProgram(MadeData.STANDARDISED, Task.regression(), net, 1e-2, 32, seed);
                }))
                .outcome();
    }

    @Test
    void layers_that_start_at_zero_can_reach_further() {
        assertThat(corrected(false)).isEqualTo(Outcome.PASS);
        assertThat(corrected(true)).isEqualTo(Outcome.FAIL);
    }
}
