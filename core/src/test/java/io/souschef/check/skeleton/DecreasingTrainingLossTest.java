package io.souschef.check.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                        s ->
                                new MadeProgram(
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
    void warns_when_one_class_counts_more_and_the_task_s_loss_rises() {
        Finding finding = found(
                s -> new MadeProgram(MadeData.NOISE, Task.classification(4), new Mlp(s, 8, 32, 4), 1e-2, 32, s) {
                    @Override
                    public Tensor loss(Tensor output, Batch batch) {
                        return Losses.crossEntropy(
                                output, batch.target(), Tensor.of(new float[] {0.91f, 0.03f, 0.03f, 0.03f}, 4));
                    }
                },
                1);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause())
                .isEqualTo("the loss of the task rises, while the program's own falls: they ask for different things");
    }

    @Test
    void a_loss_of_zero_can_not_fall() {
        assertThatThrownBy(() -> found(
                        s -> new Retargeted(
                                MadeData.BLOBS,
                                Task.regression(),
                                zeros(s),
                                3e-3,
                                32,
                                s,
                                batch -> new Batch.Content(
                                        batch.inputs(), Tensor.zeros(batch.ids().length, 1), batch.ids())),
                        1))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("it can't fall");
    }

    /** A head that starts at zero, and at targets of zero is right. */
    private static Formula zeros(long seed) {
        Formula net = new Formula();
        Linear out = net.has("out", new Linear(8, 1, Init.zeros(), Init.zeros()));
        return net.is(seed, out::forward);
    }
}
