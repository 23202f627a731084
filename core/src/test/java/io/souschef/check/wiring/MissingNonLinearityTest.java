package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** What is between two linear layers, and read by something else as well, is there for that. */
class MissingNonLinearityTest {
    private static final int COLUMNS = 6, CLASSES = 3;

    private static class Program extends Fed {
        private final Function<Layer, Tensor> more;

        Program(long seed, Layer net, Function<Layer, Tensor> more) {
            super(
                    seed,
                    Task.classification(CLASSES),
                    net,
                    (row, epoch, slot) -> features(row, COLUMNS),
                    (row, epoch, slot) -> new float[] {row % CLASSES});
            this.more = more;
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return super.loss(output, batch).add(more.apply(net));
        }
    }

    private final Tensor[] seen = new Tensor[1];

    private Layer embedded(long seed) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(COLUMNS, 24));
        Linear embed = net.has("embed", new Linear(24, 8));
        Linear head = net.has("head", new Linear(8, CLASSES));
        return net.is(seed, x -> {
            seen[0] = embed.forward(in.forward(x).relu());
            return head.forward(seen[0]);
        });
    }

    private static Outcome found(LongFunction<Layer> net, Function<Layer, Tensor> more) {
        return Fed.found(new MissingNonLinearity(), Subject.of(seed -> new Program(seed, net.apply(seed), more)))
                .outcome();
    }

    @Test
    void what_the_loss_reads_may_be_linear() {
        assertThat(found(this::embedded, net -> seen[0].mul(seen[0]).mean().mul(0.01)))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_penalty_on_the_weights_is_no_reader() {
        assertThat(found(this::embedded, net -> Objects.requireNonNull(
                                net.parameters().get("embed.weight"))
                        .pow(2)
                        .sum()
                        .mul(1e-4)))
                .isEqualTo(Outcome.FAIL);
    }

    private static Layer twice(long seed, boolean alsoWithout) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(COLUMNS, 16));
        Linear step = net.has("step", new Linear(16, 16));
        Linear out = net.has("out", new Linear(16, CLASSES));
        return net.is(seed, x -> {
            Tensor code = in.forward(x).relu();
            Tensor later = out.forward(step.forward(code));
            return later.add(alsoWithout ? out.forward(code) : out.forward(step.forward(code.neg())));
        });
    }

    @Test
    void a_layer_that_is_used_without_the_other_too_keeps_it() {
        assertThat(found(seed -> twice(seed, true), net -> Tensor.zeros(1).sum()))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void two_that_are_always_used_together_are_one() {
        assertThat(found(seed -> twice(seed, false), net -> Tensor.zeros(1).sum()))
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void between_two_parts_of_a_net_it_is_a_warning() {
        assertThat(found(
                        seed -> {
                            Formula net = new Formula();
                            Mlp encoder = net.has("encoder", new Mlp(seed, COLUMNS, 16, 16));
                            Mlp head = net.has("head", new Mlp(seed, 16, 16, CLASSES));
                            return net.is(seed, x -> head.forward(encoder.forward(x)));
                        },
                        net -> Tensor.zeros(1).sum()))
                .isEqualTo(Outcome.WARN);
    }

    @Test
    void what_an_evaluation_reads_may_be_linear() {
        assertThat(Fed.found(
                                new MissingNonLinearity(),
                                Subject.of(seed -> new Program(seed, embedded(seed), net -> Tensor.zeros(1)
                                        .sum()) {
                                    @Override
                                    public Evaluation evaluate() {
                                        try (Batch batch = evaluation().open(0);
                                                NoGrad off = NoGrad.open()) {
                                            Layer in = Objects.requireNonNull(
                                                    net.layers().get("in"));
                                            Layer embed = Objects.requireNonNull(
                                                    net.layers().get("embed"));
                                            embed.forward(
                                                    in.forward(batch.input()).relu());
                                        }
                                        return super.evaluate();
                                    }
                                }))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    /** An evaluation of thousands of operations, of which the chart shows the beginning. */
    @Test
    void fails_though_a_long_evaluation_is_cut_between_the_two() {
        assertThat(found(
                        seed -> {
                            Formula net = new Formula();
                            Linear in = net.has("in", new Linear(COLUMNS, 16));
                            Linear out = net.has("out", new Linear(16, 16));
                            Linear head = net.has("head", new Linear(16, CLASSES));
                            return net.is(seed, x -> {
                                Tensor h = in.forward(x);
                                for (int i = 0; i < 600; i++) {
                                    h = h.mul(1);
                                }
                                return head.forward(out.forward(h).relu());
                            });
                        },
                        net -> Tensor.zeros(1).sum()))
                .isEqualTo(Outcome.FAIL);
    }

    /** Pairs of numbers, averaged over three of them: by itself, or beside a fourth pair. */
    private static Layer summary(long seed, boolean beside, boolean averaged) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(2, 16));
        Linear each = net.has("each", new Linear(16, 16));
        Linear all = net.has("all", new Linear(beside ? 18 : 16, 16));
        Linear out = net.has("out", new Linear(16, CLASSES));
        return net.is(seed, x -> {
            Tensor set = x.reshape(-1, 3, 2);
            Tensor said =
                    each.forward(in.forward(averaged ? set : set.select(1, 0)).relu());
            Tensor one = averaged ? said.mean(1) : said;
            Tensor joined = beside ? Tensor.cat(List.of(one, set.select(1, 2)), 1) : one;
            return out.forward(all.forward(joined).relu());
        });
    }

    @Test
    void a_mean_over_a_set_may_be_put_beside_something_else_as_it_is() {
        assertThat(found(seed -> summary(seed, true, true), net -> Tensor.zeros(1)
                        .sum()))
                .isEqualTo(Outcome.PASS);
        assertThat(found(seed -> summary(seed, false, true), net -> Tensor.zeros(1)
                        .sum()))
                .isEqualTo(Outcome.WARN);
        assertThat(found(seed -> summary(seed, true, false), net -> Tensor.zeros(1)
                        .sum()))
                .isEqualTo(Outcome.FAIL);
    }
}
