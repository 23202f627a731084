package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Linear;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that the loss doesn't reach, and the step moves all the same. */
class CutOffBesidePenaltyTest {
    /** The body is cut off from the head; in the step it learns by {@code own}, of what it gives and of the inputs. */
    private static Finding found(long seed, boolean cut, BinaryOperator<Tensor> own) {
        return new GradientCutOff()
                .run(Subject.of(s -> {
                            Formula net = new Formula();
                            Linear body = net.has("body", new Linear(8, 24));
                            Linear head = net.has("head", new Linear(24, 4));
                            List<Tensor> code = new ArrayList<>();
                            net.is(s, x -> {
                                code.clear();
                                code.add(body.forward(x).relu());
                                return head.forward(cut ? code.get(0).detach() : code.get(0));
                            });
                            Adam adam = new Adam(net, 3e-3);
                            return new MadeProgram(MadeData.BLOBS, Task.classification(4), net, 3e-3, 32, s) {
                                @Override
                                public double step(Batch batch) {
                                    net.train();
                                    adam.zeroGrad();
                                    Tensor loss = loss(forward(batch), batch);
                                    loss.add(own.apply(code.get(0), batch.input()))
                                            .backward();
                                    adam.step();
                                    return loss.item();
                                }

                                @Override
                                public void close() {
                                    adam.close();
                                    super.close();
                                }
                            };
                        })
                        .withSeed(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_penalty_alone_teaches_them_nothing_and_a_task_of_their_own_does(long seed) {
        BinaryOperator<Tensor> penalty = (code, x) -> code.abs().mean();
        BinaryOperator<Tensor> task = (code, x) -> Losses.mse(code.narrow(1, 0, 8), x);

        assertThat(found(seed, true, penalty).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(found(seed, false, penalty).outcome()).isEqualTo(Outcome.PASS);
        assertThat(found(seed, true, task).outcome()).isEqualTo(Outcome.PASS);
    }
}
