package io.souschef.check.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Most checks that train give the step the first examples of a batch alone; a net that goes out on these, and on these alone, is sound. */
class ConstantPredictionsTest {
    private static final int LARGE = 64;

    /** Goes out on batches of fewer than so many examples. */
    private static final class GoesOut extends Many {
        private final int below;

        GoesOut(long seed, int below) {
            super(seed);
            this.below = below;
        }

        @Override
        public Batches training(int epoch) {
            return trained(LARGE);
        }

        @Override
        public double step(Batch batch) {
            double loss = super.step(batch);
            if (batch.size() < below) {
                try (Scope scope = Scope.open("going out");
                        NoGrad off = NoGrad.open()) {
                    net.parameters().values().forEach(weights -> weights.fillInPlace(0));
                }
            }
            return loss;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_net_that_goes_out_on_portions_of_its_batches_alone_is_not_accused(long seed) {
        assertThat(found(seed, LARGE).outcome()).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_net_that_goes_out_on_whole_batches_is_named(long seed) {
        Finding finding = found(seed, LARGE + 1);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).contains("deviate by 0.00 of their size");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_net_that_learns_is_sound(long seed) {
        assertThat(found(seed, 0).outcome()).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_class_that_is_never_said_is_not_the_whole_of_the_answer(boolean learns) {
        Finding finding = new ConstantPredictions().run(Subject.of(seed -> new Many(seed) {
            @Override
            public Tensor forward(Batch batch) {
                Tensor output = super.forward(batch).mul(learns ? 1 : 0);
                Tensor never = Tensor.full(-1e9, batch.size(), 1);
                return Tensor.cat(List.of(output.narrow(1, 0, output.size(1) - 1), never), 1);
            }
        }));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(learns ? Outcome.PASS : Outcome.FAIL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_answer_that_may_not_be_given_is_none(boolean learns) {
        Finding finding = new ConstantPredictions().run(Subject.of(seed -> new Many(seed) {
            @Override
            public Tensor forward(Batch batch) {
                Tensor output = super.forward(batch).mul(learns ? 1 : 0);
                float[] mask = new float[(int) output.numel()];
                for (int row = 0; row < batch.size(); row++) {
                    mask[4 * row + (row % 4 + 1) % 4] = Float.NEGATIVE_INFINITY;
                }
                return output.add(Tensor.of(mask, output.shape().toArray()));
            }
        }));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(learns ? Outcome.PASS : Outcome.FAIL);
    }

    /** Numbers of which a quarter is unknown in training, NaN, and doesn't count in the loss. */
    private static Fed unknown(long seed, boolean learns) {
        return new Fed(
                seed,
                Task.regression(),
                new Mlp(seed, 4, 24, 1),
                (row, epoch, slot) -> Fed.features(row, 4),
                (row, epoch, slot) ->
                        new float[] {row < Fed.TRAIN && row % 4 == 0 ? Float.NaN : Fed.features(row, 4)[0]}) {
            @Override
            public Tensor forward(Batch batch) {
                return super.forward(batch).mul(learns ? 1 : 0).add(0.5);
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                Tensor known = batch.target().isFinite();
                Tensor target = known.where(batch.target(), output.detach());
                return output.sub(target).pow(2).mean();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void targets_that_are_unknown_excuse_no_constant_answer(boolean learns) {
        Finding finding = Fed.found(new ConstantPredictions(), Subject.of(seed -> unknown(seed, learns)));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(learns ? Outcome.PASS : Outcome.FAIL);
    }

    private static Finding found(long seed, int below) {
        return new ConstantPredictions()
                .run(Subject.of(one -> new GoesOut(one, below)).withSeed(seed));
    }
}
