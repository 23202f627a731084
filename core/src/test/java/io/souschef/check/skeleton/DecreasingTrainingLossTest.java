package io.souschef.check.skeleton;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DecreasingTrainingLossTest {
    @Test
    void passes_where_it_falls() {
        Finding finding = new DecreasingTrainingLoss().run(Healthy.RESNET.from(1));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).endsWith("after 32 steps, on the same 128 examples");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_when_the_loss_has_the_wrong_sign(long seed) {
        Finding finding = found(
                s -> new MadeProgram(MadeData.BLOBS, Task.classification(4), new Mlp(s, 8, 32, 4), 3e-3, 32, s) {
                    @Override
                    public Tensor loss(Tensor output, Batch batch) {
                        return super.loss(output, batch).neg();
                    }
                },
                seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the updates make it worse");
        assertThat(finding.fix())
                .isEqualTo(
                        "try a rate ten times smaller; if that rises too, look at the sign of the loss, and whether gradients are"
                                + " cleared before each backward pass");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_when_the_rate_is_far_too_high(long seed) {
        Finding finding = found(s -> Healthy.program(MadeData.NOISE, new Mlp(s, 8, 4), 30, 32, s), seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.fix()).startsWith("try a rate ten times smaller");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_when_the_step_is_missing(long seed) {
        Finding finding = found(
                s -> new MadeProgram(MadeData.BLOBS, Task.classification(4), new Mlp(s, 0.5, 8, 32, 4), 3e-3, 32, s) {
                    @Override
                    public double step(Batch batch) {
                        net().train();
                        Tensor loss = loss(forward(batch), batch);
                        loss.backward();
                        return loss.item();
                    }
                },
                seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the step changes no weight");
        assertThat(finding.fix()).startsWith("look for backward() after the loss and step() after it");
    }

    private static Finding found(LongFunction<TrainingProgram> make, long seed) {
        return new DecreasingTrainingLoss().run(Subject.of(make).withSeed(seed));
    }

    @Test
    void an_update_for_each_epoch_is_not_judged() {
        assertThatThrownBy(() -> found(
                        s -> new MadeProgram(
                                MadeData.BLOBS, Task.classification(4), new Mlp(s, 8, 32, 4), 3e-3, 32, s) {
                            @Override
                            public double step(Batch batch) {
                                net().train();
                                Tensor loss = loss(forward(batch), batch);
                                loss.backward();
                                return loss.item();
                            }

                            @Override
                            public void epochEnded(int epoch) {
                                optimizer().orElseThrow().step();
                                optimizer().orElseThrow().zeroGrad();
                            }
                        },
                        1))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("an update is of more batches");
    }

    @Test
    void warns_when_rare_ones_count_more_and_the_task_s_loss_rises() {
        Finding finding = found(
                s -> new MadeProgram(MadeData.RARE, Task.classification(2), prior(s), 3e-3, 32, s) {
                    @Override
                    public Tensor loss(Tensor output, Batch batch) {
                        return Losses.crossEntropy(output, batch.target(), Tensor.of(new float[] {0.02f, 0.98f}, 2));
                    }
                },
                1);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause())
                .isEqualTo("the loss of the task rises, while the program's own falls: they ask for different things");
    }

    /** It starts out at the shares of the classes. */
    private static Formula prior(long seed) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(8, 32));
        Linear out = net.has("out", new Linear(32, 2));
        net.is(seed, x -> out.forward(in.forward(x).relu()));
        try (Scope scope = Scope.open("prior");
                NoGrad off = NoGrad.open()) {
            out.bias().orElseThrow().copyInPlace(Tensor.of(new float[] {2, -2}, 2));
        }
        return net;
    }
}
