package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Logarithms beside targets that aren't known or don't count, and of what a net keeps within bounds. */
class LossUnstableTest {
    /** Of three labels a fifth isn't known. */
    private static Finding labels(BinaryOperator<Tensor> each) {
        return Fed.found(
                new LossUnstable(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.multiLabel(3),
                                new Mlp(seed, 4, 24, 3),
                                (row, epoch, slot) -> Fed.features(row, 4),
                                (row, epoch, slot) -> new float[] {
                                    row % 2, row < Fed.TRAIN && row % 5 == 0 ? Float.NaN : 1, row % 3 == 2 ? 1 : 0
                                }) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                Tensor known = batch.target().isFinite();
                                Tensor label = known.where(
                                        batch.target(), output.detach().mul(0));
                                Tensor counts = known.to(DType.FLOAT32);
                                return each.apply(output, label)
                                        .mul(counts)
                                        .sum()
                                        .div(counts.sum());
                            }
                        }));
    }

    @Test
    void labels_may_be_unknown() {
        assertThat(labels(Losses::binaryCrossEntropyEach).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_a_logarithm_is_taken_of_a_sigmoid_and_some_labels_are_unknown() {
        assertThat(labels((output, label) ->
                                output.mul(label.mul(2).sub(1)).sigmoid().log().neg())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    /** The first token of each sequence doesn't count. */
    private static Finding tokens(BinaryOperator<Tensor> each) {
        return Fed.found(new LossUnstable(), Subject.of(seed -> {
            Formula net = new Formula();
            Embedding words = net.has("words", new Embedding(11, 16));
            Linear head = net.has("head", new Linear(16, 11));
            net.is(seed, x -> head.forward(words.forward(x)));
            return new MadeProgram(MadeData.TOKENS, Task.nextToken(11), net, 3e-3, 32, seed) {
                @Override
                public Tensor loss(Tensor output, Batch batch) {
                    Tensor counted = batch.target().narrow(1, 1, 11).reshape(-1);
                    return each.apply(output.narrow(1, 1, 11).reshape(-1, 11), counted)
                            .mean();
                }
            };
        }));
    }

    private static Tensor byHand(Tensor output, Tensor target) {
        return output.softmax(1).log().gather(1, target.unsqueeze(1)).neg();
    }

    @Test
    void tokens_that_do_not_count_hide_nothing() {
        assertThat(tokens(Losses::crossEntropyEach).outcome()).isEqualTo(Outcome.PASS);
        assertThat(tokens(LossUnstableTest::byHand).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** So deep that it overflows by itself where all its weights are a hundred times as large. */
    private static Finding deep(boolean bounded) {
        return Fed.found(new LossUnstable(), Subject.of(seed -> {
            Formula net = new Formula();
            Layer[] layers = new Layer[24];
            for (int i = 0; i < layers.length; i++) {
                layers[i] = net.has("layer" + i, new Linear(8, i == layers.length - 1 ? 4 : 8));
            }
            net.is(seed, x -> {
                for (Layer layer : layers) {
                    x = layer.forward(x);
                }
                return bounded ? x.tanh().mul(10) : x;
            });
            return new MadeProgram(MadeData.BLOBS, Task.classification(4), net, 3e-3, 32, seed) {
                @Override
                public Tensor loss(Tensor output, Batch batch) {
                    return byHand(output, batch.target()).mean();
                }
            };
        }));
    }

    @Test
    void a_deep_net_that_overflows_by_itself_says_nothing_of_the_loss() {
        assertThat(deep(true).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(deep(false).outcome()).isEqualTo(Outcome.FAIL);
    }
}
