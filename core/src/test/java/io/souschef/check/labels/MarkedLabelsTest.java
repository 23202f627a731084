package io.souschef.check.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
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
import org.junit.jupiter.api.Test;

/** Targets that a loss leaves out, at times or for good. */
class MarkedLabelsTest {
    private static Tensor masked(Tensor output, Tensor target) {
        Tensor given = target.gt(-0.5).to(DType.FLOAT32);
        return Losses.binaryCrossEntropyEach(output, target.clamp(0, 1))
                .mul(given)
                .sum()
                .div(given.sum());
    }

    /** Of three labels every fourth is −1: nobody gave it; or it is a no as others are. */
    private static Finding marked(BinaryOperator<Tensor> loss) {
        return Fed.found(
                new LabelsScaled(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.multiLabel(3),
                                new Mlp(seed, 4, 24, 3),
                                (row, epoch, slot) -> Fed.features(row, 4),
                                (row, epoch, slot) ->
                                        new float[] {row % 4 == 0 ? -1 : row % 2, row % 4 == 1 ? -1 : 1, 0}) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                return loss.apply(output, batch.target());
                            }
                        }));
    }

    @Test
    void what_has_no_pull_anywhere_is_a_mark_and_no_label() {
        assertThat(marked(MarkedLabelsTest::masked).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_labels_below_zero_are_learned() {
        Finding finding = marked(Losses::binaryCrossEntropy);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("labels below zero");
    }

    /** Four classes, the first of which a fresh net says. */
    private static Finding mined(BinaryOperator<Tensor> loss) {
        return Fed.found(
                new IgnoreIndexIsAClass(),
                Subject.of(seed ->
                        new MadeProgram(
                                MadeData.BLOBS, Task.classification(4), new Mlp(seed, 8, 32, 4), 3e-3, 32, seed) {
                            @Override
                            public Tensor forward(Batch batch) {
                                return super.forward(batch).add(Tensor.of(new float[] {3, 0, 0, 0}, 4));
                            }

                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                return loss.apply(output, batch.target());
                            }
                        }));
    }

    private static Tensor hardest(Tensor each) {
        return each.topk(each.size(0) / 2).get(0).mean();
    }

    @Test
    void what_is_easy_now_counts_where_it_is_wrong() {
        Finding finding = mined((output, target) -> hardest(Losses.crossEntropyEach(output, target)));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).startsWith("the loss of ").doesNotStartWith("the loss of 0 ");
    }

    @Test
    void fails_when_a_class_does_not_count_among_the_hardest_either() {
        Finding finding = mined((output, target) -> hardest(Losses.crossEntropyEach(output, target, 0)));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).endsWith("right or wrong: [0]");
    }
}
