package io.souschef.check.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What an author's metric says to answers that are made up for it. */
class AskedTest {
    private static final int N = 24, TIMES = 6, WORDS = 5, PAD = 0;

    /** Something to ask a metric about; nothing is trained. */
    private record Program(
            Task task,
            Layer net,
            Supplier<Tensor> input,
            Supplier<Tensor> target,
            ToDoubleBiFunction<Tensor, Tensor> own)
            implements TrainingProgram {
        @Override
        public Batches training(int epoch) {
            return evaluation();
        }

        @Override
        public Batches evaluation() {
            long[] ids = LongStream.range(0, N).toArray();
            return Batches.of(1, N, b -> Batch.open("all", () -> Batch.Content.of(input.get(), target.get(), ids)));
        }

        @Override
        public double metric(Tensor output, Tensor target) {
            return own.applyAsDouble(output, target);
        }
    }

    private static Asked.View ofNumbers(ToDoubleBiFunction<Tensor, Tensor> metric) {
        float[] y = new float[N];
        IntStream.range(0, N).forEach(i -> y[i] = i % 7 - 3);
        return new Asked()
                .measure(Subject.of(seed -> new Program(
                        Task.regression(),
                        new Mlp(seed, 2, 1),
                        () -> Tensor.ones(N, 2),
                        () -> Tensor.of(y, N, 1),
                        metric)));
    }

    /** Sequences of tokens, the later ones padded. */
    private static Asked.View ofTokens(ToDoubleBiFunction<Tensor, Tensor> metric) {
        long[] y = new long[N * TIMES];
        for (int i = 0; i < y.length; i++) {
            y[i] = i % TIMES < 3 + i / TIMES % 4 ? 1 + i % (WORDS - 1) : PAD;
        }
        return new Asked()
                .measure(Subject.of(seed -> new Program(
                        Task.nextToken(WORDS, PAD),
                        new Embedding(WORDS, WORDS),
                        () -> Tensor.of(y, N, TIMES),
                        () -> Tensor.of(y, N, TIMES),
                        metric)));
    }

    private static double accuracy(Tensor output, Tensor target) {
        return Evaluation.metric(Task.nextToken(WORDS, PAD), output, target);
    }

    @Test
    void errors_of_both_signs_don_t_add_up_to_nothing_in_a_sound_metric() {
        Asked.View sound = ofNumbers((out, y) -> out.sub(y).abs().mean().item());
        Asked.View signed = ofNumbers((out, y) -> out.sub(y).mean().item());

        assertThat(sound.right()[2]).isZero();
        assertThat(sound.wrong()).isGreaterThan(1);
        assertThat(signed.wrong()).isZero();
    }

    @Test
    void a_right_answer_alone_scores_as_several_do_unless_each_is_held_against_all() {
        Asked.View sound = ofNumbers((out, y) -> out.sub(y).abs().mean().item());
        Asked.View crossed =
                ofNumbers((out, y) -> out.sub(y.reshape(-1)).abs().mean().item()); // [N, 1] − [N] → [N, N]

        assertThat(sound.alone()).isZero();
        assertThat(sound.right()[2]).isZero();
        assertThat(crossed.alone()).isZero();
        assertThat(crossed.right()[2]).isGreaterThan(1);
    }

    @Test
    void what_is_said_at_padding_moves_a_metric_that_counts_it() {
        assertThat(ofTokens(AskedTest::accuracy).padded()).isZero();
        assertThat(ofTokens((out, y) ->
                                out.argmax(2).eq(y).to(DType.FLOAT32).mean().item())
                        .padded())
                .isGreaterThan(0.1);
    }

    @Test
    void a_sound_metric_of_tokens_does_not_ask_where_they_stand() {
        assertThat(ofTokens(AskedTest::accuracy).moved()).isZero();
        assertThat(ofTokens((out, y) -> {
                            long[] said = out.argmax(1).toLongs(); // over time, not over the words
                            long[] wanted = y.toLongs();
                            int n = Math.min(said.length, wanted.length);
                            return IntStream.range(0, n)
                                            .filter(i -> said[i] == wanted[i])
                                            .count()
                                    / (double) n;
                        })
                        .moved())
                .isGreaterThan(0.01);
    }

    @Test
    void a_metric_of_the_last_place_alone_is_its_author_s_affair() {
        Asked.View last = ofTokens((out, y) -> {
            long[] said = out.argmax(2).toLongs();
            long[] wanted = y.toLongs();
            int[] ends = IntStream.range(0, N).map(row -> (row + 1) * TIMES - 1).toArray();
            return Arrays.stream(ends).filter(i -> said[i] == wanted[i]).count() / (double) N;
        });

        assertThat(last.right()[2]).isEqualTo(1);
        assertThat(last.moved()).isZero();
    }
}
