package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Weights of classes, and of examples whatever their class is. */
class ClassWeightsInvertedTest {
    private static final double RARE = 0.2;

    /**
     * One example in five is of the rarer class.
     *
     * @param power of a class's frequency that it is weighed by
     * @param spread deviation of the logarithm of an example's own weight
     * @param draw of these weights
     */
    private static Outcome outcome(double power, double spread, int draw) {
        return Fed.found(
                        new ClassWeightsInverted(),
                        Subject.of(seed ->
                                new Fed(
                                        seed,
                                        Task.classification(2),
                                        new Mlp(seed, 4, 8, 2),
                                        (row, epoch, slot) -> Fed.features(row, 4),
                                        (row, epoch, slot) -> new float[] {
                                            RandomStream.of(9, "classes")
                                                                    .at(row)
                                                                    .uniform(0)
                                                            < RARE
                                                    ? 1
                                                    : 0
                                        }) {
                                    @Override
                                    public Tensor loss(Tensor output, Batch batch) {
                                        long[] target = batch.target().toLongs();
                                        long[] ids = batch.ids();
                                        float[] weights = new float[ids.length];
                                        for (int i = 0; i < ids.length; i++) {
                                            double own = spread
                                                    * RandomStream.of(draw, "weights")
                                                            .at(ids[i])
                                                            .gaussian(0);
                                            weights[i] = (float)
                                                    (Math.pow(target[i] == 1 ? RARE : 1 - RARE, power) * Math.exp(own));
                                        }
                                        return Losses.crossEntropyEach(output, batch.target())
                                                .mul(Tensor.of(weights, weights.length))
                                                .mean();
                                    }
                                }))
                .outcome();
    }

    @Test
    void passes_on_weights_that_help_the_rare_or_none() {
        assertThat(outcome(-1, 0, 0)).isEqualTo(Outcome.PASS);
        assertThat(outcome(0, 0, 0)).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_weights_grow_with_the_frequency() {
        assertThat(outcome(1, 0, 0)).isEqualTo(Outcome.FAIL);
        assertThat(outcome(0.5, 0, 0)).isEqualTo(Outcome.FAIL);
        assertThat(outcome(1, 0.5, 0)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void weights_of_examples_are_none_of_classes() {
        assertThat(LongStream.range(0, 10).filter(draw -> outcome(0, 2, (int) draw) == Outcome.FAIL))
                .as("draws of weights with an alarm")
                .isEmpty();
    }
}
