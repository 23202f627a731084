package io.souschef.check.skeleton;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.regularization.WeightDecayTooStrong;
import io.souschef.data.Batch;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Linear;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A part of the net is in evaluation mode from the start, and no step says so again. */
class FrozenPartsTest {
    /** Whether it was in training mode in any step, and how often it was looked at. */
    private static List<Boolean> modes(Check check) {
        List<Boolean> seen = new ArrayList<>();
        Fed.found(check, Subject.of(seed -> {
            Formula net = new Formula();
            Linear in = net.has("in", new Linear(5, 16));
            BatchNorm1d norm = net.has("norm", new BatchNorm1d(16));
            Linear out = net.has("out", new Linear(16, 2));
            net.is(seed, x -> out.forward(norm.forward(in.forward(x)).relu()));
            norm.eval();
            return new Fed(
                    seed, Task.classification(2), net, (row, epoch, slot) -> Fed.features(row, 5), (row, epoch, slot) ->
                            new float[] {row % 2}) {
                @Override
                public double step(Batch batch) {
                    seen.add(norm.isTraining());
                    optimizer.zeroGrad();
                    var loss = loss(forward(batch), batch);
                    loss.backward();
                    optimizer.step();
                    return loss.item();
                }
            };
        }));
        return seen;
    }

    @Test
    void stay_frozen_while_the_loss_is_watched() {
        assertThat(modes(new DecreasingTrainingLoss())).isNotEmpty().containsOnly(false);
    }

    @Test
    void stay_frozen_while_a_few_are_learnt_by_heart() {
        assertThat(modes(new OverfitOneBatch())).isNotEmpty().containsOnly(false);
    }

    @Test
    void stay_frozen_while_the_weights_are_watched() {
        assertThat(modes(new WeightDecayTooStrong())).isNotEmpty().containsOnly(false);
    }
}
