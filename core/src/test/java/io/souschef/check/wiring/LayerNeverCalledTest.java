package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Dropout;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
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

    /** Three blocks that hand on what is said of edges, beside what is said of nodes; one forgets what it has made of it. */
    private static Outcome blocks(int forgets) {
        return found(seed -> {
            Formula net = new Formula();
            Linear in = net.has("in", new Linear(8, 12));
            Linear[] node = new Linear[3];
            Linear[] edge = new Linear[3];
            for (int i = 0; i < 3; i++) {
                Formula block = net.has("block" + i, new Formula());
                node[i] = block.has("node", new Linear(12, 12));
                edge[i] = block.has("edge", new Linear(12, 12));
            }
            Linear head = net.has("head", new Linear(12, 4));
            return net.is(seed, x -> {
                Tensor nodes = in.forward(x);
                Tensor edges = nodes.tanh();
                for (int i = 0; i < 3; i++) {
                    Tensor made = edge[i].forward(edges).tanh();
                    nodes = node[i].forward(nodes.add(edges)).relu();
                    edges = i == forgets ? edges : made;
                }
                return head.forward(nodes);
            });
        });
    }

    private static Outcome found(LongFunction<Layer> net) {
        return new LayerNeverCalled()
                .run(Subject.of(seed ->
                        new MadeProgram(MadeData.BLOBS, Task.classification(4), net.apply(seed), 3e-3, 32, seed)))
                .outcome();
    }

    @Test
    void what_the_last_block_hands_on_is_a_warning_and_what_one_before_it_forgets_is_not() {
        assertThat(blocks(-1)).isEqualTo(Outcome.WARN);
        assertThat(blocks(1)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_the_second_of_two_layers_is_forgotten() {
        assertThat(found(seed -> {
                    Formula net = new Formula();
                    Linear one = net.has("fc1", new Linear(8, 12));
                    Linear two = net.has("fc2", new Linear(12, 12));
                    Linear head = net.has("head", new Linear(12, 4));
                    return net.is(seed, x -> {
                        Tensor h = one.forward(x).relu();
                        two.forward(h).relu();
                        return head.forward(h);
                    });
                }))
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_long_branch_that_goes_nowhere_is_not_cut_off() {
        Subject subject = Subject.of(seed -> {
            Formula net = new Formula();
            Linear[] branch = new Linear[20];
            for (int i = 0; i < branch.length; i++) {
                branch[i] = net.has("branch" + i, new Linear(8, 8));
            }
            Linear head = net.has("head", new Linear(8, 4));
            net.is(seed, x -> {
                Tensor h = x;
                for (Linear layer : branch) {
                    h = layer.forward(h).relu();
                }
                return head.forward(x);
            });
            return new MadeProgram(MadeData.BLOBS, Task.classification(4), net, 3e-3, 32, seed);
        });

        assertThat(new LayerNeverCalled().run(subject).measured()).startsWith("40 of 42 weights are never used");
        assertThat(new GradientCutOff().run(subject).outcome()).isEqualTo(Outcome.PASS);
    }

    /** A second layer whose numbers go through Java arrays, beside a state that is detached. */
    @Test
    void a_detach_elsewhere_is_not_what_cuts_the_graph() {
        Finding finding = new GradientCutOff().run(Subject.of(seed -> {
            Formula net = new Formula();
            Linear one = net.has("one", new Linear(8, 24));
            Linear head = net.has("head", new Linear(24, 4));
            net.is(seed, x -> {
                Tensor h = one.forward(x).relu();
                Tensor copied = Tensor.of(h.toFloats(), h.shape().toArray());
                return head.forward(copied).add(head.forward(copied).detach());
            });
            return new MadeProgram(MadeData.BLOBS, Task.classification(4), net, 3e-3, 32, seed);
        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("the numbers leave the graph");
    }
}
