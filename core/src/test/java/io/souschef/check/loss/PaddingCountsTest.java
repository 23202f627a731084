package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Embedding;
import io.souschef.nn.Linear;
import io.souschef.nn.Sequential;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tags of words; sentences of three or of six of them, filled up with 0. */
class PaddingCountsTest {
    private static final int LONG = 6, TAGS = 4;

    /** @param none the tag of what is filled up */
    private static Batch.Content sentences(int[] rows, int length, long none) {
        long[] x = new long[rows.length * length];
        long[] y = new long[x.length];
        for (int i = 0; i < x.length; i++) {
            int row = rows[i / length];
            boolean filled = i % length >= 3 && row % 2 == 0;
            x[i] = filled ? 0 : 1 + RandomStream.of(4, "words").at(row).below(i % length, 8);
            y[i] = filled ? none : 1 + x[i] % 3;
        }
        return Batch.Content.of(Tensor.of(x, rows.length, length), Tensor.of(y, rows.length, length), Dealt.ids(rows));
    }

    private static class Tagged extends Dealt {
        private final BiFunction<Tensor, Batch, Tensor> loss;

        Tagged(long seed, long none, BiFunction<Tensor, Batch, Tensor> loss) {
            super(
                    seed,
                    Task.nextToken(TAGS),
                    new Sequential(new Embedding(10, 8), new Linear(8, TAGS)),
                    (rows, epoch) -> sentences(rows, LONG, none));
            net.initialize(seed);
            this.loss = loss;
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return loss.apply(output, batch);
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withPadding(0);
        }
    }

    private static Tensor each(Tensor output, Batch batch) {
        return Losses.crossEntropyEach(
                output.reshape(-1, TAGS),
                batch.target().reshape(-1).clamp(0, TAGS - 1).to(DType.INT64));
    }

    private static Tensor words(Batch batch) {
        return batch.input().gt(0).to(DType.FLOAT32).reshape(-1);
    }

    private static Finding found(long none, BiFunction<Tensor, Batch, Tensor> loss) {
        return Fed.found(new PaddingCounts(), Subject.of(seed -> new Tagged(seed, none, loss)));
    }

    @Test
    void padding_may_be_told_by_the_words() {
        assertThat(found(0, (output, batch) -> each(output, batch)
                                .mul(words(batch))
                                .sum()
                                .div(words(batch).sum()))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_the_mean_is_over_padding_that_is_told_by_the_words() {
        Finding finding = found(
                0, (output, batch) -> each(output, batch).mul(words(batch)).mean());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("the mean is taken over padding too");
    }

    @Test
    void fails_when_padding_pulls() {
        Finding finding = found(0, (output, batch) -> each(output, batch).mean());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("targets that should not count are learned");
    }

    @Test
    void fails_when_padding_alone_pulls() {
        Finding finding = found(0, (output, batch) -> each(output, batch)
                .mul(batch.target().eq(0).to(DType.FLOAT32).reshape(-1))
                .mean());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).startsWith("targets that count pull at nothing");
    }

    @Test
    void a_loss_that_nothing_pulls_at_is_not_judged() {
        Finding finding = found(0, (output, batch) -> output.mul(0).sum());

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).isEqualTo("targets that count pull at nothing");
    }

    private static Finding ofOneLength(BiFunction<Tensor, Batch, Tensor> loss) {
        return Fed.found(new PaddingCounts(), Subject.of(seed -> new Tagged(seed, -100, loss) {
            @Override
            public Batches training(int epoch) {
                int[] rows = RandomStream.of(seed, "order").at(epoch).permutation(TRAIN);
                return Batches.of(20, TRAIN, b -> {
                    int[] some = IntStream.of(rows)
                            .filter(row -> row % 2 == b % 2)
                            .skip(12L * (b / 2))
                            .limit(12)
                            .toArray();
                    return Batch.open("some", () -> sentences(some, b % 2 == 0 ? 3 : LONG, -100));
                });
            }
        }));
    }

    @Test
    void training_needs_no_padding_where_all_of_a_batch_are_as_long() {
        assertThat(ofOneLength((output, batch) -> Losses.crossEntropyIgnoring(
                                output.reshape(-1, TAGS), batch.target().reshape(-1), -100))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_it_would_count_in_evaluation() {
        assertThat(ofOneLength((output, batch) -> each(output, batch).mean()).outcome())
                .isEqualTo(Outcome.FAIL);
    }
}
