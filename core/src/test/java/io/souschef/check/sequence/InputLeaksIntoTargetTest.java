package io.souschef.check.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.List;
import java.util.function.BiFunction;
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
