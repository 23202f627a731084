package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.labels.AllLabelsMasked;
import io.souschef.check.labels.IgnoreIndexIsAClass;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.check.step.LossDetached;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Dropout;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses that reach weights otherwise than by the output: with a penalty, by asking the net itself, or not at all. */
class LossPastTheOutputTest {
    private static final double DECAY = 0.02;

    /** A loss on four classes; what the hidden layer gave is kept. */
    private interface Loss {
        Tensor of(Parts parts, Tensor output, Batch batch);
    }

    private static final class Parts {
        final Formula net = new Formula();
        final Linear in = net.has("in", new Linear(8, 24));
        final Linear out = net.has("out", new Linear(24, 4));
        final Linear side = net.has("side", new Linear(24, 1));
        final Dropout drop = net.has("drop", new Dropout(0.3));
        final Tensor weigh = net.weight("weigh", Init.zeros(), 2);
        final List<Tensor> hidden = new ArrayList<>();

        Parts(long seed) {
            net.is(seed, x -> {
                hidden.clear();
                hidden.add(in.forward(x).relu());
                return out.forward(hidden.get(0));
            });
        }

        /** What the net says, asked again. */
        Tensor again(Batch batch) {
            return out.forward(in.forward(batch.input()).relu());
        }
    }

    private static Finding found(Check check, long seed, Loss loss, Declared declared) {
        try {
            return check.run(Subject.of(s -> {
                        Parts parts = new Parts(s);
                        return new MadeProgram(MadeData.BLOBS, Task.classification(4), parts.net, 3e-3, 32, s) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                return loss.of(parts, output, batch);
                            }

                            private final Optimizer decaying = Adam.w(
                                    parts.net, 3e-3, declared.weightDecay().orElse(0));

                            @Override
                            public Optional<Optimizer> optimizer() {
                                return Optional.of(decaying);
                            }

                            @Override
                            public Declared declares() {
                                return declared;
                            }

                            @Override
                            public void close() {
                                super.optimizer().ifPresent(Optimizer::close);
                                super.close();
                            }
                        };
                    })
                    .withSeed(seed));
        } catch (CouldNotJudge unknown) {
            return check.finding().skip("%s", String.valueOf(unknown.getMessage()));
        }
    }

    private static Tensor plain(Tensor output, Batch batch) {
        return Losses.crossEntropy(output, batch.target());
    }

    private static Outcome regularized(long seed, Loss loss) {
        return found(new RegularizationDominates(), seed, loss, Declared.nothing())
                .outcome();
    }

    private static Loss decay(double factor) {
        return (parts, output, batch) ->
                plain(output, batch).add(parts.out.weight().pow(2).sum().mul(factor));
    }

    /** Another number is learnt beside, the columns' product; learned weights balance the two. */
    private static Tensor beside(Parts parts, Tensor output, Batch batch) {
        Tensor x = batch.input();
        Tensor wanted = x.narrow(1, 0, 1).mul(x.narrow(1, 1, 1)).mul(3);
        Tensor mse = Losses.mse(parts.side.forward(parts.in.forward(x).relu()), wanted);
        return plain(output, batch)
                .mul(parts.weigh.select(0, 0).neg().exp())
                .add(mse.mul(parts.weigh.select(0, 1).neg().exp()))
                .add(parts.weigh.sum());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_penalty_that_is_too_large_is_named_and_a_small_one_is_not(long seed) {
        assertThat(regularized(seed, decay(10))).isEqualTo(Outcome.FAIL);
        assertThat(regularized(seed, decay(1e-3))).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_loss_that_asks_the_net_itself_is_no_penalty(long seed) {
        assertThat(regularized(seed, (parts, output, batch) -> plain(parts.again(batch), batch)))
                .isEqualTo(Outcome.SKIP);
        assertThat(regularized(seed, LossPastTheOutputTest::beside)).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_penalty_on_what_a_layer_puts_out_is_named_when_it_is_summed(long seed) {
        assertThat(regularized(seed, (parts, output, batch) -> plain(output, batch)
                        .add(parts.hidden.get(0).abs().sum().mul(0.1))))
                .isEqualTo(Outcome.FAIL);
        assertThat(regularized(seed, (parts, output, batch) -> plain(output, batch)
                        .add(parts.hidden.get(0).abs().mean().mul(0.1))))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_penalty_is_one_too_many_beside_a_decay_of_its_size_only() {
        Declared declared = Declared.nothing().withWeightDecay(DECAY);

        Finding same = found(new RegularizationDominates(), 1, decay(DECAY / 2), declared);
        Finding small = found(new RegularizationDominates(), 1, decay(DECAY / 200), declared);

        assertThat(same.cause()).startsWith("the weights are penalised twice");
        assertThat(small.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_loss_that_asks_the_net_itself_is_not_detached() {
        Loss asks = (parts, output, batch) -> plain(parts.again(batch), batch);
        Loss code = (parts, output, batch) ->
                plain(output.detach(), batch).add(parts.hidden.get(0).abs().mean());
        Loss penalty = (parts, output, batch) ->
                plain(output.detach(), batch).add(parts.out.weight().pow(2).sum());
        Loss nothing = (parts, output, batch) -> Tensor.zeros();
        Loss drops = (parts, output, batch) -> plain(
                parts.out.forward(
                        parts.drop.forward(parts.in.forward(batch.input()).relu())),
                batch);

        assertThat(detached(asks)).isEqualTo(Outcome.PASS);
        assertThat(detached(drops)).isEqualTo(Outcome.PASS);
        assertThat(detached((parts, output, batch) -> plain(output, batch))).isEqualTo(Outcome.PASS);
        assertThat(detached(code)).isEqualTo(Outcome.FAIL);
        assertThat(detached(penalty)).isEqualTo(Outcome.FAIL);
        assertThat(detached(nothing)).isEqualTo(Outcome.FAIL);
    }

    private static Outcome detached(Loss loss) {
        return found(new LossDetached(), 1, loss, Declared.nothing()).outcome();
    }

    @Test
    void which_targets_count_can_not_be_known_of_a_loss_that_takes_no_output() {
        Loss asks = (parts, output, batch) -> plain(parts.again(batch), batch);

        for (Check check : List.of(new AllLabelsMasked(), new IgnoreIndexIsAClass())) {
            Finding finding = found(check, 1, asks, Declared.nothing());
            assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
            assertThat(finding.cause()).isEqualTo("the loss takes no gradient from the output that it is handed");
        }
    }
}
