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
import io.souschef.nn.Lstm;
import io.souschef.tensor.Tensor;
import io.souschef.train.Generates;
import io.souschef.train.Task;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What generation may do to logits, and what not. */
class GenerationDiffersTest {
    private static final int LONG = 8, TOKENS = 7;

    private static class Counting extends Dealt implements Generates {
        private final UnaryOperator<Tensor> last;

        /** @param last of the outputs [N, T, V] for a prefix those that generation takes [N, V] */
        Counting(long seed, UnaryOperator<Tensor> last) {
            super(
                    seed,
                    Task.nextToken(TOKENS),
                    net(seed),
                    (rows, epoch) -> Batch.Content.of(tokens(rows, 0), tokens(rows, 1), Dealt.ids(rows)));
            this.last = last;
        }

        private static Formula net(long seed) {
            Formula net = new Formula();
            Embedding table = net.has("table", new Embedding(TOKENS, 12));
            Lstm lstm = net.has("lstm", new Lstm(12, 12));
            Linear out = net.has("out", new Linear(12, TOKENS));
            return net.is(seed, x -> out.forward(lstm.forward(table.forward(x))));
        }

        private static Tensor tokens(int[] rows, int from) {
            long[] all = IntStream.range(0, rows.length * LONG)
                    .mapToLong(i -> (rows[i / LONG] + i % LONG + from) % TOKENS)
                    .toArray();
            return Tensor.of(all, rows.length, LONG);
        }

        @Override
        public Tensor nextLogits(Tensor prefix) {
            return last.apply(net().forward(prefix));
        }
    }

    private static Outcome found(UnaryOperator<Tensor> last) {
        return found(outputs -> outputs, last).outcome();
    }

    /** @param said what forward() makes of the net's outputs */
    private static Finding found(UnaryOperator<Tensor> said, UnaryOperator<Tensor> last) {
        return Fed.found(
                new GenerationDiffers(),
                Subject.of(seed -> new Counting(seed, outputs -> last.apply(said.apply(outputs))) {
                    @Override
                    public Tensor forward(Batch batch) {
                        return said.apply(super.forward(batch));
                    }
                }));
    }

    private static Tensor withoutTheThird(Tensor outputs) {
        float[] forbidden = new float[TOKENS];
        forbidden[2] = Float.NEGATIVE_INFINITY;
        return outputs.add(Tensor.of(forbidden, TOKENS));
    }

    private static Tensor at(Tensor outputs, long back) {
        return outputs.select(1, Math.max(0, outputs.size(1) - 1 - back));
    }

    @Test
    void a_temperature_and_forbidden_tokens_are_generation_s_own() {
        assertThat(found(outputs -> withoutTheThird(at(outputs, 0).div(0.7).logSoftmax(1))))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_it_takes_the_one_before() {
        assertThat(found(outputs -> at(outputs, 1))).isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_token_that_both_forbid_hides_nothing() {
        assertThat(found(GenerationDiffersTest::withoutTheThird, outputs -> at(outputs, 0))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(GenerationDiffersTest::withoutTheThird, outputs -> at(outputs, 1))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_generation_says_what_forward_forbids() {
        Finding finding = found(GenerationDiffersTest::withoutTheThird, outputs -> at(outputs, 0)
                .clamp(-9, 9));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("generation may say tokens that forward() forbids");
    }

    @Test
    void of_a_head_of_zeros_it_can_not_tell() {
        Finding finding = found(outputs -> outputs.mul(0), outputs -> at(outputs, 0));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).startsWith("forward() gives nothing but zeros");
    }
}
