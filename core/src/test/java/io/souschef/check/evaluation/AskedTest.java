package io.souschef.check.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Conv2d;
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
            return Batches.of(
                    1,
                    N,
                    b -> Batch.open("all", () -> {
                        Tensor targets = target.get();
                        long[] ids = LongStream.range(0, targets.size(0)).toArray();
                        return Batch.Content.of(input.get(), targets, ids);
                    }));
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

    /** Changes, insertions and deletions: a word that stands one place off is half as wrong. */
    @Test
    void words_that_have_to_be_mended_are_counted_in_their_order() {
        Asked.View mended = ofTokens((out, y) -> {
            long[] said = out.argmax(2).toLongs();
            long[] wanted = y.toLongs();
            double off = 0;
            for (int i = 0; i < said.length; i++) {
                boolean before = i % TIMES > 0 && said[i - 1] == wanted[i];
                off += wanted[i] == PAD || said[i] == wanted[i] ? 0 : before ? 0.5 : 1;
            }
            return off / said.length;
        });

        assertThat(mended.right()[2]).isZero();
        assertThat(mended.wrong()).isGreaterThan(0.1);
        assertThat(mended.moved()).isZero();
    }

    private static Program pictures(int channels, ToDoubleBiFunction<Tensor, Tensor> metric) {
        float[] y = new float[N * 4];
        IntStream.range(0, y.length).forEach(i -> y[i] = i / 3 % 2);
        return new Program(
                Task.multiLabel(4),
                new Conv2d(1, channels, 1),
                () -> Tensor.ones(N, 1, 2, 2),
                () -> Tensor.of(y, N, 1, 2, 2),
                metric);
    }

    @Test
    void answers_are_laid_out_as_the_net_lays_out_its_own() {
        long[][] shape = new long[1][];
        Asked.View asked = new Asked()
                .measure(Subject.of(seed -> pictures(1, (out, y) -> {
                    shape[0] = out.shape().toArray();
                    return out.gt(0).to(DType.FLOAT32).sub(y).abs().mean().item();
                })));

        assertThat(shape[0]).hasSize(4).endsWith(1, 2, 2);
        assertThat(asked.right()[2]).isZero();
        assertThat(asked.wrong()).isEqualTo(1);
    }

    @Test
    void none_can_be_made_where_the_net_gives_more_than_one_number_for_an_answer() {
        assertThatThrownBy(() -> new Asked().measure(Subject.of(seed -> pictures(2, (out, y) -> 0))))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("[24, 2, 2, 2] for targets [24, 1, 2, 2]");
    }

    /** What the examples weigh comes beside the targets. */
    @Test
    void a_metric_that_takes_something_of_all_examples_is_asked_of_all() {
        int rows = 60;
        long[] y = LongStream.range(0, rows).map(i -> i % 3).toArray();
        float[] weights = new float[rows];
        IntStream.range(0, rows).forEach(i -> weights[i] = 1 + i % 2);
        Asked.View asked = new Asked()
                .measure(Subject.of(seed -> new Program(
                        Task.classification(3),
                        new Mlp(seed, 2, 3),
                        () -> Tensor.ones(rows, 2),
                        () -> Tensor.of(y, rows),
                        (out, wanted) -> {
                            Tensor each = Tensor.of(weights, rows);
                            return out.argmax(1)
                                            .eq(wanted)
                                            .to(DType.FLOAT32)
                                            .mul(each)
                                            .sum()
                                            .item()
                                    / each.sum().item();
                        })));

        assertThat(asked.right()[2]).isEqualTo(1);
        assertThat(asked.wrong()).isZero();
        assertThat(asked.moved()).isZero();
    }
}
