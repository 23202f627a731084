package io.souschef.check.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Embedding;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nets over numbers whose forward pass reads the target: three columns, of five features. */
class InputLeaksIntoTargetTest {
    private static Finding found(int in, int out, BiFunction<Mlp, Batch, Tensor> forward, int valued) {
        return Fed.found(
                new InputLeaksIntoTarget(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.regression(),
                                new Mlp(seed, in, 16, out),
                                (row, epoch, slot) -> Fed.features(row, 5),
                                (row, epoch, slot) ->
                                        new float[] {row % 3, Fed.features(row, 5)[0], Fed.features(row, 5)[1]}) {
                            @Override
                            public Tensor forward(Batch batch) {
                                return forward.apply((Mlp) net(), batch);
                            }

                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                return Losses.mse(
                                        output,
                                        valued < 0
                                                ? batch.target()
                                                : batch.target().narrow(1, valued, 1));
                            }
                        }));
    }

    @Test
    void fails_when_a_column_that_is_asked_for_goes_in() {
        Finding finding = found(
                6,
                1,
                (net, batch) -> net.forward(
                        Tensor.cat(List.of(batch.input(), batch.target().narrow(1, 1, 1)), 1)),
                1);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("forward() reads the target");
    }

    @Test
    void what_was_done_may_stand_beside_what_it_brought() {
        Finding finding = found(
                5,
                3,
                (net, batch) -> net.forward(batch.input())
                        .gather(1, batch.target().narrow(1, 0, 1).to(DType.INT64)),
                1);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
    }

    /** The net adds up a column of the target that its loss doesn't read, and the loss adds noise of its own. */
    @Test
    void a_loss_that_draws_tells_nothing() {
        Finding finding = Fed.found(new InputLeaksIntoTarget(), Subject.of(seed -> {
            RandomStream drawn = RandomStream.of(seed, "noise");
            long[] draws = {0};
            return new Fed(
                    seed,
                    Task.regression(),
                    new Mlp(seed, 5, 16, 1),
                    (row, epoch, slot) -> Fed.features(row, 5),
                    (row, epoch, slot) -> new float[] {row % 3, row % 5}) {
                @Override
                public Tensor forward(Batch batch) {
                    return net().forward(batch.input()).add(batch.target().narrow(1, 0, 1));
                }

                @Override
                public Tensor loss(Tensor output, Batch batch) {
                    return output.sub(drawn.at(draws[0]++).normal(0, 1, output.size(0), 1))
                            .pow(2)
                            .mean();
                }
            };
        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).startsWith("the loss of the same outputs is another the second time");
    }

    /** @param shift of the target against the input; one token of the answers is masked */
    private static Outcome counting(int shift) {
        return Fed.found(new InputLeaksIntoTarget(), Subject.of(seed -> {
                    Formula net = new Formula();
                    Embedding table = net.has("table", new Embedding(9, 12));
                    Linear out = net.has("out", new Linear(12, 9));
                    float[] masked = new float[9];
                    masked[8] = Float.NEGATIVE_INFINITY; // it never occurs
                    net.is(seed, x -> out.forward(table.forward(x)).add(Tensor.of(masked, 9)));
                    return new Dealt(
                            seed,
                            Task.nextToken(9),
                            net,
                            (rows, epoch) -> Batch.Content.of(tokens(rows, 0), tokens(rows, shift), Dealt.ids(rows)));
                }))
                .outcome();
    }

    private static Tensor tokens(int[] rows, int from) {
        long[] all = IntStream.range(0, rows.length * 10)
                .mapToLong(i -> RandomStream.of(5, "words").at(rows[i / 10]).below(i % 10 + from, 8))
                .toArray();
        return Tensor.of(all, rows.length, 10);
    }

    @Test
    void fails_when_the_target_is_the_input_also_where_an_answer_is_masked() {
        assertThat(counting(0)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void passes_where_the_next_token_is_asked_for() {
        assertThat(counting(1)).isEqualTo(Outcome.PASS);
    }

    @Test
    void the_numbers_before_may_be_read() {
        Finding finding = found(
                8,
                3,
                (net, batch) -> {
                    Tensor before = Tensor.cat(
                            List.of(
                                    batch.target().narrow(1, 0, 1).mul(0),
                                    batch.target().narrow(1, 0, 2)),
                            1);
                    Tensor all = net.forward(Tensor.cat(List.of(batch.input(), before.mul(0)), 1));
                    return all.add(before); // the one before, and a correction
                },
                -1);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
    }
}
