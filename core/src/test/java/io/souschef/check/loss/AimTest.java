package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Where a loss over numbers pulls the outputs. */
class AimTest {
    @Test
    void errors_of_all_kinds_pull_to_the_targets() {
        List<BinaryOperator<Tensor>> errors = List.of(
                Losses::mse,
                (output, target) -> output.sub(target).abs().mean(),
                (output, target) -> Losses.huber(output, target, 0.5),
                (output, target) -> quantile(output.sub(target), 0.9),
                (output, target) -> output.sub(target).pow(2).clamp(0, 0.3).mean());

        errors.forEach(
                error -> assertThatCode(() -> Aim.atTargets(trainedBy(error))).doesNotThrowAnyException());
    }

    @Test
    void logarithms_of_counts_are_no_counts() {
        assertThatThrownBy(() -> Aim.atTargets(trainedBy((output, target) ->
                        output.exp().sub(output.mul(target.add(3))).mean())))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("elsewhere than to the targets");
    }

    @Test
    void classes_have_no_numbers_to_aim_at() {
        Subject classes = Subject.of(seed ->
                new MadeProgram(MadeData.BLOBS, Task.classification(4), new Mlp(seed, 8, 16, 4), 3e-3, 32, seed));

        assertThatCode(() -> Aim.atTargets(classes)).doesNotThrowAnyException();
    }

    /** Two numbers for each target, of which the author takes the mean. */
    @Test
    void a_task_whose_loss_takes_no_such_outputs_is_not_asked() {
        Subject pairs = Subject.of(
                seed -> new MadeProgram(MadeData.BLOBS, Task.nextToken(4), new Mlp(seed, 8, 16, 8), 3e-3, 32, seed) {
                    @Override
                    public Tensor loss(Tensor output, Batch batch) {
                        Tensor both = output.reshape(-1, 2, 4).mean(1);
                        return Losses.crossEntropy(both, batch.target());
                    }
                });

        assertThatCode(() -> Aim.atTargets(pairs)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Aim.byTask(pairs))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("takes no such outputs");
        assertThatThrownBy(() -> new LossSummed().run(pairs)).isInstanceOf(CouldNotJudge.class);
    }

    private static Tensor quantile(Tensor off, double share) {
        return off.mul(1 - share).relu().add(off.mul(-share).relu()).mean();
    }

    private static Subject trainedBy(BinaryOperator<Tensor> loss) {
        return Subject.of(seed ->
                new MadeProgram(MadeData.STANDARDISED, Task.regression(), new Mlp(seed, 8, 16, 1), 3e-3, 32, seed) {
                    @Override
                    public Tensor loss(Tensor output, Batch batch) {
                        return loss.apply(output, batch.target());
                    }
                });
    }
}
