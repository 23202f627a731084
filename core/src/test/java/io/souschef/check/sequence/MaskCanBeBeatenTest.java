package io.souschef.check.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One attention over ten positions of six numbers. */
class MaskCanBeBeatenTest {
    private static final int POSITIONS = 10, WIDTH = 6;

    private static final class Attending extends Layer {
        private final Linear q, k;
        private final Linear head = add("head", new Linear(WIDTH, 2));
        private final double mask;

        /** @param mask added to the scores of later positions */
        Attending(long seed, double weights, double mask) {
            q = add("q", new Linear(WIDTH, WIDTH, Init.normal(weights), Init.zeros()));
            k = add("k", new Linear(WIDTH, WIDTH, Init.normal(weights), Init.zeros()));
            this.mask = mask;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor scores = q.forward(x).matmul(k.forward(x).transpose(1, 2)).mul(1 / Math.sqrt(WIDTH));
            if (mask != 0) {
                scores = scores.add(Tensor.ones(POSITIONS, POSITIONS)
                        .sub(Tensor.ones(POSITIONS, POSITIONS).tril())
                        .mul(mask));
            }
            return head.forward(weights(scores).matmul(x).mean(1));
        }

        /** In a scope of its own, in which the scores stay. */
        private static Tensor weights(Tensor scores) {
            try (Scope scope = Scope.open("weights")) {
                return scope.keep(scores.add(0).softmax(2));
            }
        }
    }

    private static Finding found(long of, double weights, double mask) {
        return Fed.found(
                new MaskCanBeBeaten(),
                Subject.of(seed ->
                                new Fed(
                                        seed,
                                        Task.classification(2),
                                        new Attending(seed, weights, mask),
                                        (row, epoch, slot) -> {
                                            float[] x = new float[POSITIONS * WIDTH];
                                            for (int i = 0; i < x.length; i++) {
                                                x[i] = (float) RandomStream.of(4, "positions")
                                                        .at(row)
                                                        .gaussian(i);
                                            }
                                            return x;
                                        },
                                        (row, epoch, slot) -> new float[] {row % 2}) {
                                    @Override
                                    protected long[] shape(float[] input) {
                                        return new long[] {POSITIONS, WIDTH};
                                    }
                                })
                        .withSeed(of));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void scores_that_spread_widely_are_no_mask(long seed) {
        assertThat(found(seed, 1.5, 0).outcome()).isEqualTo(Outcome.SKIP);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void fails_when_the_mask_is_minus_ten(long seed) {
        assertThat(found(seed, 0.2, -10).outcome()).isEqualTo(Outcome.FAIL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_mask_out_of_reach_is_sound(long seed) {
        assertThat(found(seed, 0.2, -1e9).outcome()).isEqualTo(Outcome.PASS);
    }
}
