package io.souschef.check.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.tensor.DType;
import io.souschef.tensor.Functional;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Sentences of three to eight words, filled up with zeros. */
class PaddingAttendedTest {
    private static final int LONG = 8, WORDS = 12, WIDTH = 6;

    private interface Head {
        /**
         * @param words [N, T, C]
         * @param real [N, T, 1], one where a word stands
         */
        Tensor of(Formula net, Tensor words, Tensor real);
    }

    private static Finding found(int in, boolean firstIsEmpty, boolean computed, Head head) {
        return Fed.found(
                new PaddingAttended(),
                Subject.of(seed ->
                        new Dealt(
                                seed,
                                Task.classification(3),
                                net(seed, in, computed, head),
                                (rows, epoch) -> sentences(rows, firstIsEmpty)) {
                            @Override
                            public Declared declares() {
                                return Declared.nothing().withPadding(0);
                            }
                        }));
    }

    private static Formula net(long seed, int in, boolean computed, Head head) {
        Formula net = new Formula();
        Tensor table = net.weight("table", Init.normal(1), WORDS, WIDTH);
        Linear out = net.has("out", new Linear(in, 3));
        return net.is(seed, x -> {
            Tensor words = Functional.embedding(computed ? table.mul(2) : table, x);
            Tensor real = x.to(DType.FLOAT32).gt(0.5).to(DType.FLOAT32).unsqueeze(2);
            return out.forward(head.of(net, words, real))
                    .add(Tensor.of(new float[] {Float.NEGATIVE_INFINITY, 0, 0}, 3));
        });
    }

    private static Batch.Content sentences(int[] rows, boolean firstIsEmpty) {
        long[] words = new long[rows.length * LONG];
        long[] classes = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            RandomStream own = RandomStream.of(5, "sentences").at(rows[i]);
            long length = i == 0 && firstIsEmpty ? 0 : 3 + own.below(99, 6);
            for (int t = 0; t < length; t++) {
                words[i * LONG + t] = 1L + own.below(t, WORDS - 1);
            }
            classes[i] = 1L + rows[i] % 2; // none is of class 0, which is masked
        }
        return Batch.Content.of(Tensor.of(words, rows.length, LONG), Tensor.of(classes, rows.length), Dealt.ids(rows));
    }

    private static Tensor masked(Formula net, Tensor words, Tensor real) {
        return words.mul(real).sum(1).div(real.sum(1).clamp(1, LONG));
    }

    @Test
    void an_answer_that_is_masked_does_not_move() {
        assertThat(found(WIDTH, false, false, PaddingAttendedTest::masked).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_padding_is_averaged_over() {
        assertThat(found(WIDTH, false, false, (net, words, real) -> words.mean(1))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void an_empty_sentence_at_the_front_hides_no_other() {
        assertThat(found(WIDTH, true, false, (net, words, real) -> words.mean(1))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_table_that_is_computed_in_each_pass_is_not_repainted() {
        Finding finding =
                found(LONG * WIDTH, false, true, (net, words, real) -> words.reshape(words.size(0), LONG * WIDTH));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("no embedding of its own");
    }

    @Test
    void fails_when_a_net_of_one_length_reads_padding() {
        assertThat(found(LONG * WIDTH, false, false, (net, words, real) -> words.reshape(words.size(0), LONG * WIDTH))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }
}
