package io.souschef.check.regularization;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.InputIndependentBaseline;
import io.souschef.check.skeleton.OverfitOneBatch;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Updates that are written by hand, with a decay, without, or with weights that are cut off afterwards. */
class DecayByHandTest {
    private static final double RATE = 0.1;

    /** Plain SGD; weights whose name ends with {@code decayed} are decayed. */
    private static final class ByHand extends Fed {
        private final String decayed;
        private final double decay;

        ByHand(long seed, String decayed, double decay) {
            super(
                    seed,
                    Task.classification(2),
                    new Mlp(seed, 6, 24, 2),
                    (row, epoch, slot) -> features(row, 6),
                    (row, epoch, slot) -> new float[] {features(row, 6)[0] > 0 ? 1 : 0});
            this.decayed = decayed;
            this.decay = decay;
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.empty();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withLearningRate(RATE).withWeightDecay(decay);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            net.parameters().values().forEach(Tensor::clearGrad);
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            try (NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, weight) -> {
                    if (name.endsWith(decayed)) {
                        weight.mulInPlace(1 - RATE * decay);
                    }
                    weight.addInPlace(weight.grad().orElseThrow(), -RATE);
                });
            }
            return loss.item();
        }
    }

    private static Finding missing(String decayed, double decay) {
        return Fed.found(new RegularizationMissing(), Subject.of(seed -> new ByHand(seed, decayed, decay)));
    }

    @Test
    void fails_when_updates_by_hand_decay_no_weight() {
        Finding finding = missing("kernel", 0.02);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("there is no weight decay, though it is declared");
    }

    @Test
    void passes_when_updates_by_hand_decay_the_weights() {
        assertThat(missing("weight", 0.02).outcome()).isEqualTo(Outcome.PASS);
        assertThat(missing("", 0.02).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_decay_that_would_be_lost_in_rounding_can_not_be_told() {
        assertThat(missing("kernel", 1e-9).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(missing("weight", 1e-9).outcome()).isEqualTo(Outcome.SKIP);
    }

    /** Adam; no weight is larger than {@code bound} after a step. */
    private static Finding cut(Check check, double bound) {
        return Fed.found(
                check,
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(2),
                                new Mlp(seed, 6, 24, 24, 2),
                                (row, epoch, slot) -> Fed.features(row, 6),
                                (row, epoch, slot) -> new float[] {Fed.features(row, 6)[0] > 0 ? 1 : 0}) {
                            @Override
                            public double step(Batch batch) {
                                double loss = super.step(batch);
                                try (NoGrad off = NoGrad.open()) {
                                    net.parameters()
                                            .values()
                                            .forEach(weight -> weight.copyInPlace(weight.clamp(-bound, bound)));
                                }
                                return loss;
                            }
                        }));
    }

    @Test
    void weights_that_are_cut_off_are_not_decayed_away() {
        assertThat(cut(new WeightDecayTooStrong(), 0.01).cause())
                .isEqualTo("the weights are cut off at 0.0100 after each step: that makes them small, and no decay");
        assertThat(cut(new InputIndependentBaseline(), 0.01).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(cut(new OverfitOneBatch(), 0.01))
                .extracting(Finding::outcome, Finding::cause)
                .containsExactly(
                        Outcome.FAIL,
                        "the weights are cut off at 0.0100 after each step, and the net can't fit even these");
    }

    @Test
    void weights_that_are_cut_off_where_they_can_learn_are_all_right() {
        assertThat(cut(new WeightDecayTooStrong(), 1).outcome()).isEqualTo(Outcome.PASS);
        assertThat(cut(new OverfitOneBatch(), 1).outcome()).isEqualTo(Outcome.PASS);
    }
}
