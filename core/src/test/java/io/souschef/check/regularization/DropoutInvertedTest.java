package io.souschef.check.regularization;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Dropout;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Branches that three examples in ten leave out in training: few draws, so that the share is known to a few hundredths. */
class DropoutInvertedTest {
    private static final double KEPT = 0.7;

    private static final class Deep extends Layer {
        private final Linear in = add("in", new Linear(5, 16));
        private final Linear head = add("head", new Linear(16, 2));
        private final Linear[] branches = new Linear[3];
        private final double evaluated;
        private final RandomStream drawn;
        private long draws;

        /** @param evaluated what a branch is multiplied by in evaluation */
        Deep(long seed, double evaluated) {
            for (int i = 0; i < branches.length; i++) {
                branches[i] = add("branch" + i, new Linear(16, 16));
            }
            this.evaluated = evaluated;
            drawn = RandomStream.of(seed, "depth");
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor h = in.forward(x);
            for (Linear branch : branches) {
                Tensor more = branch.forward(h).relu();
                h = h.add(
                        isTraining() ? more.mul(drawn.at(draws++).bernoulli(KEPT, x.size(0), 1)) : more.mul(evaluated));
            }
            return head.forward(h);
        }
    }

    private static Outcome found(long of, double evaluated) {
        return Fed.found(
                        new DropoutInverted(),
                        Subject.of(seed -> new Fed(
                                        seed,
                                        Task.classification(2),
                                        new Deep(seed, evaluated),
                                        (row, epoch, slot) -> {
                                            float[] x = new float[5];
                                            for (int i = 0; i < x.length; i++) {
                                                x[i] = (float) RandomStream.of(4, "rows")
                                                        .at(row)
                                                        .gaussian(i);
                                            }
                                            return x;
                                        },
                                        (row, epoch, slot) -> new float[] {row % 2}))
                                .withSeed(of))
                .outcome();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void branches_that_evaluation_multiplies_by_the_share_that_is_kept_are_sound(long seed) {
        assertThat(found(seed, KEPT)).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void fails_when_evaluation_takes_them_whole(long seed) {
        assertThat(found(seed, 1)).isEqualTo(Outcome.FAIL);
    }

    /** Five numbers of each row are left out at random; what is made of the others, by their number or by that of all, goes on. */
    private static Outcome pooled(boolean counted, boolean ofInput) {
        return Fed.found(new DropoutInverted(), Subject.of(seed -> {
                    RandomStream drawn = RandomStream.of(seed, "left out");
                    long[] draws = {0};
                    Formula net = new Formula();
                    Linear in = net.has("in", new Linear(1, 12));
                    Linear out = net.has("out", new Linear(12, 2));
                    net.is(seed, x -> {
                        Tensor kept = net.isTraining()
                                ? drawn.at(draws[0]++).bernoulli(KEPT, x.size(0), x.size(1), 1)
                                : Tensor.ones(x.size(0), x.size(1), 1);
                        Tensor each = x.unsqueeze(2);
                        Tensor h = ofInput
                                ? in.forward(each.mul(kept)).relu()
                                : in.forward(each).relu().mul(kept);
                        Tensor sum = h.sum(1);
                        return out.forward(counted ? sum.div(kept.sum(1).clamp(1, 9)) : sum.div(5));
                    });
                    return new Fed(
                            seed,
                            Task.classification(2),
                            net,
                            (row, epoch, slot) -> Fed.features(row, 5),
                            (row, epoch, slot) -> new float[] {row % 2});
                }))
                .outcome();
    }

    @Test
    void a_mean_over_what_is_kept_makes_up_for_it() {
        assertThat(pooled(true, false)).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_sum_of_what_is_kept_does_not() {
        assertThat(pooled(false, false)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void parts_of_an_input_may_be_hidden_on_purpose() {
        assertThat(pooled(false, true)).isEqualTo(Outcome.WARN);
    }

    /** Of what two layers of this net drop, one share is declared. */
    private static Outcome beside(double declared) {
        return besides(declared).outcome();
    }

    private static Finding besides(double declared) {
        return Fed.found(new DropoutInverted(), Subject.of(seed -> {
            Formula net = new Formula();
            Linear in = net.has("in", new Linear(5, 64));
            Dropout first = net.has("first", new Dropout(0.25));
            Linear middle = net.has("middle", new Linear(64, 64));
            Dropout second = net.has("second", new Dropout(0.5));
            Linear out = net.has("out", new Linear(64, 2));
            net.is(
                    seed,
                    x -> out.forward(second.forward(
                            middle.forward(first.forward(in.forward(x).relu())).relu())));
            return of(seed, net, declared);
        }));
    }

    private static Fed of(long seed, Formula net, double declared) {
        return new Fed(
                seed, Task.classification(2), net, (row, epoch, slot) -> Fed.features(row, 5), (row, epoch, slot) ->
                        new float[] {row % 2}) {
            @Override
            public Declared declares() {
                return Declared.nothing().withDropout(declared);
            }
        };
    }

    @Test
    void one_share_is_declared_and_another_may_be_beside_it() {
        assertThat(beside(0.5)).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_no_layer_drops_what_is_declared() {
        assertThat(beside(0.1)).isEqualTo(Outcome.FAIL);
        assertThat(besides(0.1).expected()).isEqualTo("0.1 dropped, the rest multiplied by 1 / (1 − p) = 1.11");
    }

    /** Numbers that are hidden at random, and others in their place: a weight, by a condition or by a product; or zero. */
    private static Outcome hidden(boolean where, boolean replaced) {
        return Fed.found(new DropoutInverted(), Subject.of(seed -> {
                    RandomStream drawn = RandomStream.of(seed, "hidden");
                    long[] draws = {0};
                    Formula net = new Formula();
                    Linear in = net.has("in", new Linear(5, 64));
                    Tensor instead = net.weight("instead", Init.normal(0.02), 64);
                    Linear out = net.has("out", new Linear(64, 2));
                    net.is(seed, x -> {
                        Tensor h = in.forward(x).relu();
                        if (!net.isTraining()) {
                            return out.forward(h);
                        }
                        Tensor mask = drawn.at(draws[0]++).bernoulli(0.15, x.size(0), 64);
                        Tensor other = replaced ? instead.expand(x.size(0), 64) : h.mul(0);
                        return out.forward(
                                where
                                        ? mask.gt(0.5).where(other, h)
                                        : h.mul(mask.neg().add(1)).add(other.mul(mask)));
                    });
                    return of(seed, net, 0.15);
                }))
                .outcome();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_something_else_takes_the_place_of_is_not_dropped(boolean where) {
        assertThat(hidden(where, true)).isEqualTo(Outcome.SKIP);
    }

    @Test
    void fails_when_zero_takes_the_place_and_nothing_makes_up_for_it() {
        assertThat(hidden(true, false)).isEqualTo(Outcome.FAIL);
    }

    private static final class ByHand {
        final Formula net = new Formula();
        final Linear in = net.has("in", new Linear(5, 64));
        final Linear out = net.has("out", new Linear(64, 2));
        final RandomStream drawn;
        long draws;

        ByHand(long seed) {
            drawn = RandomStream.of(seed, "by hand");
        }

        Tensor mask(Tensor h) {
            return drawn.at(draws++).bernoulli(0.5, h.size(0), h.size(1));
        }
    }

    /** Half of the numbers are dropped, and the rest isn't scaled. */
    private static Outcome halved(boolean training) {
        return Fed.found(new DropoutInverted(), Subject.of(seed -> {
                    ByHand by = new ByHand(seed);
                    by.net.is(seed, x -> {
                        Tensor h = by.in.forward(x).relu();
                        boolean loud = by.net.isTraining();
                        Tensor half = loud && !training ? h : h.mul(0.5); // h / 2 goes another way
                        return by.out.forward((loud ? h.mul(by.mask(h)) : h).add(half));
                    });
                    return of(seed, by.net, 0.5);
                }))
                .outcome();
    }

    @Test
    void fails_when_the_factor_that_would_make_up_for_it_is_one_of_both_modes() {
        assertThat(halved(true)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_factor_of_evaluation_alone_may_make_up_for_it() {
        assertThat(halved(false)).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_pass_may_drop_what_the_first_did_not() {
        Finding finding = Fed.found(new DropoutInverted(), Subject.of(seed -> {
            ByHand by = new ByHand(seed);
            Dropout always = by.net.has("always", new Dropout(0.5));
            Dropout sometimes = by.net.has("sometimes", new Dropout(0.5));
            by.net.is(seed, x -> {
                Tensor h = always.forward(by.in.forward(x).relu());
                return by.out.forward(by.draws++ % 2 == 0 ? h : sometimes.forward(h));
            });
            return of(seed, by.net, 0.5);
        }));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.PASS);
    }
}
