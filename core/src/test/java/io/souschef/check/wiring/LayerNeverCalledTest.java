package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Dropout;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A second layer beside the first, and what becomes of what it gives. */
class LayerNeverCalledTest {
    private enum Second {
        ADDED,
        THROWN_AWAY,
        DETACHED,
        THROUGH_JAVA
    }

    private static Subject subject(Second what, double dropout) {
        return Subject.of(seed -> {
            Formula net = new Formula();
            Linear one = net.has("one", new Linear(8, 24));
            Linear two = net.has("two", new Linear(8, 24));
            Dropout drop = net.has("drop", new Dropout(dropout));
            Linear head = net.has("head", new Linear(24, 4));
            net.is(seed, x -> {
                Tensor first = one.forward(x);
                Tensor second = two.forward(x);
                Tensor sum =
                        switch (what) {
                            case ADDED -> first.add(second);
                            case THROWN_AWAY -> first;
                            case DETACHED -> first.add(second.detach());
                            case THROUGH_JAVA ->
                                first.add(Tensor.of(
                                        second.detach().toFloats(),
                                        second.shape().toArray()));
                        };
                return head.forward(drop.forward(sum.relu()));
            });
            return new MadeProgram(MadeData.BLOBS, Task.classification(4), net, 3e-3, 32, seed);
        });
    }

    @ParameterizedTest
    @EnumSource
    void its_result_goes_nowhere_or_its_gradient_is_cut_off(Second what) {
        for (double dropout : new double[] {0, 0.2}) {
            Finding never = new LayerNeverCalled().run(subject(what, dropout));
            Finding cut = new GradientCutOff().run(subject(what, dropout));

            assertThat(never.outcome()).isEqualTo(what == Second.THROWN_AWAY ? Outcome.FAIL : Outcome.PASS);
            assertThat(cut.outcome())
                    .isEqualTo(what == Second.DETACHED || what == Second.THROUGH_JAVA ? Outcome.FAIL : Outcome.PASS);
            if (what == Second.THROWN_AWAY) {
                assertThat(never.cause()).contains("its result goes nowhere");
                assertThat(never.measured()).contains("two.weight");
            }
        }
    }
}
