package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nets that are wired in another way than most, on purpose and by mistake. */
class MeantNetsTest {
    private static final int COLUMNS = 8, CLASSES = 4, WIDTH = 24;

    private static Finding found(Check check, LongFunction<Layer> net) {
        return Fed.found(check, Subject.of(seed -> program(net.apply(seed), seed)));
    }

    private static TrainingProgram program(Layer net, long seed) {
        return new MadeProgram(MadeData.BLOBS, Task.classification(CLASSES), net, 3e-3, 32, seed);
    }

    // ---- residuals --------------------------------------------------------------------------------------------------

    private static Tensor residual(Layer block, Tensor x) {
        return x.add(block.forward(x));
    }

    /** Two layers, as a block has them. */
    private static final class Two extends Layer {
        private final Linear in, out;

        Two(int from, int to) {
            in = add("in", new Linear(from, 16));
            out = add("out", new Linear(16, to));
        }

        @Override
        public Tensor forward(Tensor x) {
            return out.forward(in.forward(x).relu());
        }
    }

    @Test
    void a_block_that_widens_can_not_add_its_input_back() {
        assertThat(found(new ResidualMissing(), seed -> {
                            Formula net = new Formula();
                            Two wider = net.has("block0", new Two(COLUMNS, WIDTH));
                            Two one = net.has("block1", new Two(WIDTH, WIDTH));
                            Two two = net.has("block2", new Two(WIDTH, WIDTH));
                            Linear head = net.has("head", new Linear(WIDTH, CLASSES));
                            return net.is(seed, x -> head.forward(residual(two, residual(one, wider.forward(x)))));
                        })
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_layer_of_the_same_kind_in_another_place_is_a_warning() {
        assertThat(found(new ResidualMissing(), seed -> {
                            Formula net = new Formula();
                            Linear in = net.has("in", new Linear(COLUMNS, WIDTH));
                            Two message = net.has("message", new Two(WIDTH, WIDTH));
                            Two update = net.has("update", new Two(WIDTH, WIDTH));
                            Linear head = net.has("head", new Linear(WIDTH, CLASSES));
                            return net.is(seed, x -> {
                                Tensor said =
                                        message.forward(in.forward(x).relu()).relu();
                                return head.forward(residual(update, said));
                            });
                        })
                        .outcome())
                .isEqualTo(Outcome.WARN);
    }

    @Test
    void a_norm_in_a_head_of_two_layers_ends_no_residual() {
        assertThat(found(new ResidualMissing(), seed -> {
                            Formula net = new Formula();
                            Linear in = net.has("in", new Linear(COLUMNS, WIDTH));
                            LayerNorm norm = net.has("norm", new LayerNorm(WIDTH));
                            Mlp block = net.has("block", new Mlp(seed, WIDTH, 16, WIDTH));
                            LayerNorm last = net.has("last", new LayerNorm(WIDTH));
                            Linear dense = net.has("dense", new Linear(WIDTH, WIDTH));
                            LayerNorm before = net.has("before", new LayerNorm(WIDTH));
                            Linear head = net.has("head", new Linear(WIDTH, CLASSES));
                            return net.is(seed, x -> {
                                Tensor h = in.forward(x);
                                h = h.add(block.forward(norm.forward(h)));
                                h = dense.forward(last.forward(h)).relu();
                                return head.forward(before.forward(h));
                            });
                        })
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    /** Three blocks that add their inputs; {@code end} makes the answer of the input and of what the blocks give. */
    private static Outcome doubled(UnaryOperator<Tensor[]> end, boolean around) {
        return found(new ResidualDoubled(), seed -> {
                    Formula net = new Formula();
                    Linear in = net.has("in", new Linear(COLUMNS, WIDTH));
                    Mlp[] blocks = new Mlp[6];
                    for (int i = 0; i < blocks.length; i++) {
                        blocks[i] = net.has("block" + i, new Mlp(seed, WIDTH, 16, WIDTH));
                    }
                    Linear head = net.has("head", new Linear(WIDTH, CLASSES));
                    return net.is(seed, x -> {
                        Tensor[] h = new Tensor[4];
                        h[0] = in.forward(x);
                        for (int i = 0; i < 3; i++) {
                            Tensor both = residual(blocks[2 * i + 1], residual(blocks[2 * i], h[i]));
                            h[i + 1] = around ? h[i].add(both) : both;
                        }
                        return head.forward(end.apply(h)[0]);
                    });
                })
                .outcome();
    }

    @Test
    void what_is_summed_over_layers_or_skips_past_all_of_them_adds_no_input_twice() {
        assertThat(doubled(h -> new Tensor[] {h[3]}, false)).isEqualTo(Outcome.PASS);
        assertThat(doubled(h -> new Tensor[] {h[1].add(h[2]).add(h[3])}, false)).isEqualTo(Outcome.PASS);
        assertThat(doubled(h -> new Tensor[] {h[3].add(h[0])}, false)).isEqualTo(Outcome.PASS);
    }

    @Test
    void the_sum_of_the_last_two_layers_is_a_warning() {
        assertThat(found(new ResidualDoubled(), seed -> {
                            Formula net = new Formula();
                            Linear in = net.has("in", new Linear(COLUMNS, WIDTH));
                            Mlp[] blocks = new Mlp[3];
                            for (int i = 0; i < blocks.length; i++) {
                                blocks[i] = net.has("block" + i, new Mlp(seed, WIDTH, 16, WIDTH));
                            }
                            Linear head = net.has("head", new Linear(WIDTH, CLASSES));
                            return net.is(seed, x -> {
                                Tensor first = residual(blocks[1], residual(blocks[0], in.forward(x)));
                                return head.forward(first.add(residual(blocks[2], first)));
                            });
                        })
                        .outcome())
                .isEqualTo(Outcome.WARN);
    }

    @Test
    void fails_when_a_block_of_two_sums_is_added_to_its_input_again() {
        assertThat(doubled(h -> new Tensor[] {h[3]}, true)).isEqualTo(Outcome.FAIL);
    }

    // ---- activations ------------------------------------------------------------------------------------------------

    @Test
    void principal_components_are_a_warning() {
        Finding finding = found(new MissingNonLinearity(), seed -> {
            Formula net = new Formula();
            Linear encoder = net.has("encoder", new Linear(COLUMNS, 2));
            Linear decoder = net.has("decoder", new Linear(2, CLASSES));
            return net.is(seed, x -> decoder.forward(encoder.forward(x)));
        });

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).contains("principal components");
    }

    @Test
    void a_random_projection_is_not_worth_one_layer_with_the_next() {
        assertThat(found(new MissingNonLinearity(), seed -> {
                            Formula net = new Formula();
                            Linear projection = net.has("projection", new Linear(COLUMNS, WIDTH));
                            Linear head = net.has("head", new Linear(WIDTH, CLASSES));
                            projection.freeze();
                            return net.is(seed, x -> head.forward(projection.forward(x)));
                        })
                        .outcome())
                .isNotEqualTo(Outcome.FAIL);
    }

    private static Outcome dense(boolean turned, boolean bent) {
        return found(new MissingNonLinearity(), seed -> {
                    Formula net = new Formula();
                    Tensor value = net.weight("value", Init.normal(0.5), 2, 4);
                    Tensor time = net.weight("time", Init.normal(0.5), 4, 4);
                    Linear head = net.has("head", new Linear(16, CLASSES));
                    return net.is(seed, x -> {
                        Tensor h = x.reshape(x.size(0), 4, 2).matmul(value); // [N, 4, 4]
                        h = bent ? h.relu() : h;
                        h = (turned ? h.transpose(1, 2) : h).matmul(time).relu();
                        return head.forward(h.reshape(x.size(0), 16));
                    });
                })
                .outcome();
    }

    @Test
    void layers_along_two_dimensions_are_not_worth_one() {
        assertThat(dense(true, false)).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_two_layers_by_hand_have_nothing_between_them() {
        assertThat(dense(false, false)).isEqualTo(Outcome.FAIL);
        assertThat(dense(false, true)).isEqualTo(Outcome.PASS);
    }

    @Test
    void channels_that_become_places_are_between_two_convolutions() {
        Conv2d.Options same = Conv2d.Options.DEFAULT.withPadding(1);
        assertThat(Fed.found(new MissingNonLinearity(), Subject.of(seed -> {
                            Formula net = new Formula();
                            Conv2d in = net.has("in", new Conv2d(1, 8, 3, same));
                            Conv2d up = net.has("up", new Conv2d(8, 16, 3, same));
                            Conv2d out = net.has("out", new Conv2d(4, 8, 3, same));
                            net.is(seed, x -> {
                                Tensor h = up.forward(in.forward(x).relu());
                                long n = h.size(0), side = h.size(2);
                                Tensor large = h.reshape(n, 4, 2, 2, side, side)
                                        .permute(0, 1, 4, 2, 5, 3)
                                        .reshape(n, 4, 2 * side, 2 * side);
                                return out.forward(large).relu().mean(2, 3);
                            });
                            return new MadeProgram(MadeData.PICTURES, Task.classification(8), net, 3e-3, 32, seed);
                        }))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    // ---- weights ----------------------------------------------------------------------------------------------------

    /** A block that joins in from the second epoch on, and the copy of a net that is brought up to date now and then. */
    private static final class Late extends Fed {
        private final boolean[] joined;

        private Late(long seed, Layer net, boolean[] joined) {
            super(
                    seed,
                    Task.classification(CLASSES),
                    net,
                    (row, epoch, slot) -> features(row, COLUMNS),
                    (row, epoch, slot) -> new float[] {row % CLASSES});
            this.joined = joined;
        }

        static Late of(long seed) {
            boolean[] joined = new boolean[1];
            Formula net = new Formula();
            Linear in = net.has("in", new Linear(COLUMNS, WIDTH));
            Mlp block = net.has("block", new Mlp(seed, WIDTH, 16, WIDTH));
            Linear head = net.has("head", new Linear(WIDTH, CLASSES));
            net.is(seed, x -> {
                Tensor h = in.forward(x).relu();
                return head.forward(joined[0] ? residual(block, h) : h);
            });
            return new Late(seed, net, joined);
        }

        @Override
        public void epochEnded(int epoch) {
            joined[0] |= epoch >= 1;
        }
    }

    @Test
    void a_block_that_joins_in_later_is_called() {
        assertThat(Fed.found(new LayerNeverCalled(), Subject.of(Late::of)).outcome())
                .isEqualTo(Outcome.PASS);
    }

    private static Outcome outside(boolean detached) {
        return Fed.found(new ParametersNotRegistered(), Subject.of(seed -> {
                    Mlp features = new Mlp(7, COLUMNS, 16, WIDTH);
                    Mlp head = new Mlp(seed, WIDTH, 16, CLASSES);
                    return new MadeProgram(MadeData.BLOBS, Task.classification(CLASSES), head, 3e-3, 32, seed) {
                        @Override
                        public Tensor forward(Batch batch) {
                            Tensor h = features.forward(batch.input());
                            return head.forward(detached ? h.detach() : h);
                        }

                        @Override
                        public void close() {
                            features.close();
                            super.close();
                        }
                    };
                }))
                .outcome();
    }

    @Test
    void features_that_are_detached_are_not_meant_to_learn() {
        assertThat(outside(true)).isEqualTo(Outcome.PASS);
        assertThat(outside(false)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_softmax_that_goes_on_step_by_step_has_one_to_look_at_in_the_first() {
        assertThat(found(new SoftmaxOnOneUnit(), seed -> {
                            Formula net = new Formula();
                            Linear in = net.has("in", new Linear(2, 8));
                            Linear score = net.has("score", new Linear(8, 2));
                            Linear head = net.has("head", new Linear(8, CLASSES));
                            return net.is(seed, x -> {
                                Tensor h =
                                        in.forward(x.reshape(x.size(0), 4, 2)).relu(); // [N, 4, 8]
                                Tensor scores = score.forward(h).transpose(1, 2); // [N, 2, 4]: two heads
                                Tensor sum = h.select(1, 0).mul(0);
                                for (int t = 0; t < 4; t++) {
                                    Tensor weights = scores.narrow(2, 0, t + 1).softmax(2);
                                    sum = sum.add(weights.matmul(h.narrow(1, 0, t + 1))
                                            .mean(1));
                                }
                                return head.forward(sum);
                            });
                        })
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    // ---- views and states -------------------------------------------------------------------------------------------

    /** Sixteen moments of eight numbers; {@code view} of them for a layer of sixteen numbers. */
    private static Outcome viewed(UnaryOperator<Tensor> view) {
        return Fed.found(new ViewInsteadOfPermute(), Subject.of(seed -> {
                    Formula net = new Formula();
                    Linear in = net.has("in", new Linear(8, 8));
                    Linear head = net.has("head", new Linear(16, CLASSES));
                    net.is(seed, x -> {
                        Tensor seen = view.apply(in.forward(x).relu());
                        return head.forward(seen.narrow(2, 0, Math.min(16, seen.size(2))))
                                .mean(1);
                    });
                    return new Fed(
                            seed,
                            Task.classification(CLASSES),
                            net,
                            (row, epoch, slot) -> Fed.features(row, 16 * 8),
                            (row, epoch, slot) -> new float[] {row % CLASSES}) {
                        @Override
                        protected long[] shape(float[] input) {
                            return new long[] {16, 8};
                        }
                    };
                }))
                .outcome();
    }

    @Test
    void two_moments_that_become_one_are_stacked_and_not_turned() {
        assertThat(viewed(h -> h.reshape(h.size(0), h.size(1) / 2, 2 * h.size(2))))
                .isEqualTo(Outcome.PASS);
        assertThat(viewed(h -> h.view(h.size(0), 8, 16))).isEqualTo(Outcome.FAIL);
    }

    /** The batch is a series, and the state runs along it. */
    private static Outcome along(Declared declared) {
        return Fed.found(new RecurrenceOverBatch(), Subject.of(seed -> {
                    Formula net = new Formula();
                    Linear in = net.has("in", new Linear(COLUMNS, WIDTH));
                    Linear on = net.has("on", new Linear(WIDTH, WIDTH));
                    Linear head = net.has("head", new Linear(WIDTH, CLASSES));
                    net.is(seed, x -> {
                        Tensor state = Tensor.zeros(1, WIDTH);
                        List<Tensor> all = new ArrayList<>();
                        for (int t = 0; t < x.size(0); t++) {
                            state = in.forward(x.narrow(0, t, 1))
                                    .add(on.forward(state))
                                    .tanh();
                            all.add(state);
                        }
                        return head.forward(Tensor.cat(all, 0));
                    });
                    return new MadeProgram(MadeData.BLOBS, Task.classification(CLASSES), net, 3e-3, 16, seed) {
                        @Override
                        public Declared declares() {
                            return declared;
                        }
                    };
                }))
                .outcome();
    }

    @Test
    void moments_in_order_may_share_a_state() {
        assertThat(along(Declared.nothing().inOrder())).isEqualTo(Outcome.SKIP);
        assertThat(along(Declared.nothing())).isEqualTo(Outcome.FAIL);
    }
}
