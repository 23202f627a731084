package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** States by hand, forwards and backwards, over eight steps of three numbers each. */
class RecurrenceOverBatchTest {
    private static final int STEPS = 8, WIDTH = 3, STATE = 5;

    private static final class BothWays extends Layer {
        private final Linear in = add("in", new Linear(WIDTH, STATE));
        private final Linear on = add("on", new Linear(STATE, STATE));
        private final Linear head = add("head", new Linear(2 * STATE, 2));
        private final int along;

        /** @param along the dimension that the state runs over */
        BothWays(long seed, int along) {
            this.along = along;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor both = Tensor.cat(List.of(states(x, false), states(x, true)), 2);
            return head.forward(both.mean(1));
        }

        private Tensor states(Tensor x, boolean backwards) {
            int steps = (int) x.size(along);
            Tensor[] states = new Tensor[steps];
            Tensor state = Tensor.zeros(x.size(1 - along), STATE);
            for (int i = 0; i < steps; i++) {
                int at = backwards ? steps - 1 - i : i;
                state = in.forward(x.select(along, at)).add(on.forward(state)).tanh();
                states[at] = state;
            }
            return Tensor.stack(List.of(states), along);
        }
    }

    private static Outcome found(int along) {
        return Fed.found(
                        new RecurrenceOverBatch(),
                        Subject.of(seed ->
                                new Fed(
                                        seed,
                                        Task.classification(2),
                                        new BothWays(seed, along),
                                        (row, epoch, slot) -> {
                                            float[] x = new float[STEPS * WIDTH];
                                            for (int i = 0; i < x.length; i++) {
                                                x[i] = (float) RandomStream.of(4, "steps")
                                                        .at(row)
                                                        .gaussian(i);
                                            }
                                            return x;
                                        },
                                        (row, epoch, slot) -> new float[] {row % 2}) {
                                    @Override
                                    protected long[] shape(float[] input) {
                                        return new long[] {STEPS, WIDTH};
                                    }
                                }))
                .outcome();
    }

    @Test
    void fails_when_states_run_over_the_batch_both_ways() {
        assertThat(found(0)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void states_that_run_over_time_both_ways_are_sound() {
        assertThat(found(1)).isEqualTo(Outcome.PASS);
    }
}
