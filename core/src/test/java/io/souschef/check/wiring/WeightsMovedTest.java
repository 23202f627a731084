package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.loss.ClassWeightsInverted;
import io.souschef.check.loss.SoftmaxBeforeCrossEntropy;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Embedding;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fresh weights show by chance is told from what a net has to do by trying others. */
class WeightsMovedTest {
    private static Finding found(Check check, MadeData data, Task task, long seed, LongFunction<Layer> net) {
        return check.run(Subject.of(s -> new MadeProgram(data, task, net.apply(s), 3e-3, 32, s))
                .withSeed(seed));
    }

    private static Outcome bent(long seed, Function<Tensor, Tensor> activation, Init gate, double unit, double mean) {
        return found(new MissingNonLinearity(), MadeData.BLOBS, Task.classification(4), seed, s -> {
                    Formula net = new Formula();
                    Linear in = net.has("in", new Linear(8, 24));
                    Linear block = net.has("block", new Linear(24, 24));
                    Linear out = net.has("out", new Linear(24, 4));
                    Tensor opened = net.weight("gate", gate, 1);
                    return net.is(s, x -> {
                        Tensor h = in.forward(x.sub(mean).div(unit));
                        return out.forward(
                                h.add(activation.apply(block.forward(h)).mul(opened)));
                    });
                })
                .outcome();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_block_behind_a_gate_of_zero_bends_the_net_once_it_opens(long seed) {
        assertThat(bent(seed, Tensor::relu, Init.zeros(), 1, 0)).isEqualTo(Outcome.PASS);
        assertThat(bent(seed, h -> h, Init.zeros(), 1, 0)).isEqualTo(Outcome.FAIL);
        assertThat(bent(seed, h -> h, Init.ones(), 1, 0)).isEqualTo(Outcome.FAIL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_net_is_bent_where_its_inputs_lie_and_not_only_around_zero(long seed) {
        assertThat(raw(seed, Tensor::relu)).isEqualTo(Outcome.PASS);
        assertThat(raw(seed, h -> h)).isEqualTo(Outcome.FAIL);
    }

    /** Inputs around 300, which the net standardises itself. */
    private static Outcome raw(long seed, Function<Tensor, Tensor> activation) {
        return new MissingNonLinearity()
                .run(Subject.of(s -> {
                            Formula net = new Formula();
                            Linear in = net.has("in", new Linear(8, 24));
                            Linear out = net.has("out", new Linear(24, 4));
                            net.is(
                                    s,
                                    x -> out.forward(activation.apply(
                                            in.forward(x.sub(300).div(10)))));
                            return new MadeProgram(MadeData.BLOBS, Task.classification(4), net, 3e-3, 32, s) {
                                @Override
                                public Batches training(int epoch) {
                                    return Batches.of(4, 128, b -> Batch.open("kelvins", () -> kelvins(32 * b)));
                                }
                            };
                        })
                        .withSeed(seed))
                .outcome();
    }

    private static Batch.Content kelvins(int from) {
        Batch.Content plain =
                MadeData.BLOBS.content(IntStream.range(from, from + 32).toArray());
        Tensor input = plain.inputs().values().iterator().next();
        return Batch.Content.of(input.mul(10).add(300), plain.target(), plain.ids());
    }

    private static Finding labels(Check check, Function<Tensor, Tensor> last) {
        return found(check, MadeData.LABELS, Task.multiLabel(3), 1, s -> {
            Formula net = new Formula();
            Linear in = net.has("in", new Linear(8, 24));
            Linear out = net.has("out", new Linear(24, 3, Init.normal(0.02), Init.constant(0.5)));
            return net.is(s, x -> last.apply(out.forward(in.forward(x).relu())));
        });
    }

    @Test
    void small_logits_are_no_probabilities_and_what_a_sigmoid_gives_are() {
        SoftmaxBeforeCrossEntropy check = new SoftmaxBeforeCrossEntropy();

        assertThat(labels(check, logits -> logits).outcome()).isEqualTo(Outcome.PASS);
        assertThat(labels(check, Tensor::relu).outcome()).isEqualTo(Outcome.PASS);
        assertThat(labels(check, Tensor::sigmoid).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(labels(new ActivationOnLogits(), Tensor::relu).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void an_output_that_no_layer_gives_is_tried_with_all_weights() {
        assertThat(tables(product -> product)).isEqualTo(Outcome.PASS);
        assertThat(tables(Tensor::sigmoid)).isEqualTo(Outcome.FAIL);
    }

    /** A product of two tables' rows. */
    private static Outcome tables(Function<Tensor, Tensor> last) {
        return found(new OutputRange(), MadeData.STANDARDISED, Task.regression(), 1, s -> {
                    Formula net = new Formula();
                    Embedding one = net.has("one", new Embedding(8, 4));
                    Embedding other = net.has("other", new Embedding(8, 4));
                    return net.is(s, x -> {
                        Tensor product = one.forward(place(x, 0)).mul(other.forward(place(x, 4)));
                        return last.apply(product.sum(1).unsqueeze(1));
                    });
                })
                .outcome();
    }

    /** Which of eight the four columns from {@code from} on say. */
    private static Tensor place(Tensor x, long from) {
        return x.narrow(1, from, 4).argmax(1).to(DType.INT64);
    }

    @Test
    void an_output_that_comes_nearer_to_zero_does_not_go_below_it() {
        Finding small = found(new OutputRange(), MadeData.STANDARDISED, Task.regression(), 1, s -> {
            Formula net = new Formula();
            Tensor weight = net.weight("weight", Init.ones(), 1, 1);
            return net.is(
                    s, x -> x.narrow(1, 0, 1).tanh().mul(0.5).matmul(weight).sigmoid());
        });

        assertThat(small.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void what_several_layers_give_together_can_be_any_number() {
        Finding mixed = found(new OutputRange(), MadeData.FIFTY, Task.regression(), 1, s -> {
            Formula net = new Formula();
            Mlp values = net.has("values", new Mlp(s, 8, 16, 3));
            Mlp shares = net.has("shares", new Mlp(s + 1, 8, 16, 3));
            return net.is(s, x -> {
                Tensor given = values.forward(x);
                return shares.forward(x).softmax(1).mul(given).sum(1).unsqueeze(1);
            });
        });

        assertThat(mixed.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_yes_that_counts_less_the_rarer_it_is_is_named() {
        assertThat(weighed(1 / 4.3)).isEqualTo(Outcome.FAIL);
        assertThat(weighed(1 / 3.0)).isEqualTo(Outcome.PASS);
        assertThat(weighed(9)).isEqualTo(Outcome.PASS);
    }

    private static Outcome weighed(double yes) {
        return new ClassWeightsInverted()
                .run(Subject.of(
                        s -> new MadeProgram(MadeData.LABELS, Task.multiLabel(3), new Mlp(s, 8, 24, 3), 3e-3, 32, s) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                return Losses.binaryCrossEntropyEach(output, batch.target())
                                        .mul(batch.target().mul(yes - 1).add(1))
                                        .mean();
                            }
                        }))
                .outcome();
    }
}
