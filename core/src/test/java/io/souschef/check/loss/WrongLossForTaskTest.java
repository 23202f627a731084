package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses on four classes that exclude one another. */
class WrongLossForTaskTest {
    private static final int CLASSES = 4;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_mean_of_logarithms_that_the_net_has_taken_has_no_curvature_to_judge_by(long seed) {
        Subject subject =
                subject(seed, logits -> logits.logSoftmax(1), (output, target) -> output.gather(1, target.unsqueeze(1))
                        .mean()
                        .neg());

        assertThat(new WrongLossForTask().run(subject).outcome()).isEqualTo(Outcome.PASS);
        LossAnswers answers = subject.measured(new Feel.Felt()).answers();
        assertThat(answers.cubic()).isNaN();
        assertThat(answers.mixed()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.45, 0.5, 1, 16.5, 30})
    void the_lowest_value_along_a_line_is_where_it_is(double lowest) {
        LossAnswers answers = subject(
                        1,
                        logits -> logits,
                        (output, target) -> Losses.mse(output, hot(target).mul(lowest)))
                .measured(new Feel.Felt())
                .answers();

        assertThat(answers.smallestAt()).isEqualTo(lowest);
        assertThat(answers.smallest()).isLessThan(1e-9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void one_class_against_the_rest_is_said_and_may_be_meant(long seed) {
        Finding finding = new WrongLossForTask()
                .run(subject(
                        seed, logits -> logits, (output, target) -> Losses.binaryCrossEntropy(output, hot(target))));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).contains("one against the rest, if that is meant");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_squared_error_on_scores_is_wrong(long seed) {
        Finding finding = new WrongLossForTask()
                .run(subject(seed, logits -> logits, (output, target) -> Losses.mse(output, hot(target))));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("a squared error on class scores");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_squared_error_of_an_expected_class_number_takes_two_wrong_ones_for_right(long seed) {
        Finding finding = new WrongLossForTask().run(subject(seed, logits -> logits, (output, target) -> {
            Tensor expected = output.softmax(1)
                    .mul(Tensor.of(new float[] {0, 1, 2, 3}, 4))
                    .sum(1);
            return Losses.mse(expected, target.to(DType.FLOAT32));
        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("cost nothing where the right one is between them");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_distance_of_ordered_classes_is_said_and_may_be_meant(long seed) {
        Finding finding = new WrongLossForTask()
                .run(subject(seed, logits -> logits, (output, target) -> cumulative(output.softmax(1))
                        .sub(cumulative(hot(target)))
                        .pow(2)
                        .sum(1)
                        .mean()));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).contains("right where the classes are in an order");
        assertThat(finding.fix()).isEqualTo("crossEntropy(logits, target), if they are in none");
    }

    /** Hou et al. 2016: the squared earth mover's distance is that of the cumulative shares. */
    private static Tensor cumulative(Tensor shares) {
        return shares.matmul(Tensor.ones(CLASSES, CLASSES).tril().transpose(0, 1));
    }

    private static Tensor hot(Tensor target) {
        return target.oneHot(CLASSES).to(DType.FLOAT32);
    }

    private static Subject subject(long seed, UnaryOperator<Tensor> ends, BinaryOperator<Tensor> loss) {
        return Subject.of(one ->
                        new MadeProgram(
                                MadeData.BLOBS,
                                Task.classification(CLASSES),
                                new Mlp(one, 8, 32, CLASSES),
                                3e-3,
                                32,
                                one) {
                            @Override
                            public Tensor forward(Batch batch) {
                                return ends.apply(super.forward(batch));
                            }

                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                return loss.apply(output, batch.target());
                            }
                        })
                .withSeed(seed);
    }
}
