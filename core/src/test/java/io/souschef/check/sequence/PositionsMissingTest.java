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
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An encoder over rows of numbers. */
class PositionsMissingTest {
    private static final int LONG = 12, WIDTH = 8;

    /** @param loud what the outputs are multiplied by */
    private static Formula encoder(long seed, boolean positions, double loud) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(2, WIDTH));
        Linear query = net.has("query", new Linear(WIDTH, WIDTH));
        Linear key = net.has("key", new Linear(WIDTH, WIDTH));
        Linear value = net.has("value", new Linear(WIDTH, WIDTH));
        Linear out = net.has("out", new Linear(WIDTH, 2));
        Tensor place = net.weight("place", Init.normal(0.5), LONG, WIDTH);
        return net.is(seed, x -> {
            Tensor h = positions ? in.forward(x).add(place) : in.forward(x);
            return out.forward(h.add(attended(query.forward(h), key.forward(h), value.forward(h)))
                            .relu()
                            .mean(1))
                    .mul(loud);
        });
    }

    /** In a scope of its own, of which the result alone is kept. */
    private static Tensor attended(Tensor query, Tensor key, Tensor value) {
        try (Scope scope = Scope.open("attention")) {
            Tensor weights =
                    query.matmul(key.transpose(1, 2)).div(Math.sqrt(WIDTH)).softmax(2);
            return scope.keep(weights.matmul(value).add(0));
        }
    }

    /** @param inOrder whether a row is near to the one before */
    private static Finding found(boolean positions, boolean inOrder) {
        return found(positions, inOrder, 1);
    }

    private static Finding found(boolean positions, boolean inOrder, double loud) {
        return Fed.found(
                new PositionsMissing(),
                Subject.of(seed -> new Dealt(
                        seed,
                        Task.classification(2),
                        encoder(seed, positions, loud),
                        (rows, epoch) -> rows(rows, inOrder))));
    }

    private static Batch.Content rows(int[] rows, boolean inOrder) {
        float[] x = new float[rows.length * LONG * 2];
        long[] y = new long[rows.length];
        for (int i = 0; i < x.length; i++) {
            RandomStream r = RandomStream.of(5, "readings").at(rows[i / (2 * LONG)]);
            int time = i / 2 % LONG;
            x[i] = (float)
                    (inOrder
                            ? Math.sin(0.5 * time + 6 * r.uniform(99) + i % 2) + 0.2 * r.gaussian(i % (2 * LONG))
                            : r.gaussian(i % (2 * LONG)));
            y[i / (2 * LONG)] = rows[i / (2 * LONG)] % 2;
        }
        return Batch.Content.of(Tensor.of(x, rows.length, LONG, 2), Tensor.of(y, rows.length), Dealt.ids(rows));
    }

    @Test
    void warns_when_readings_in_order_have_no_positions() {
        Finding finding = found(false, true);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause())
                .isEqualTo("positions are not encoded, or the same for all, unless the rows are a set");
    }

    @Test
    void a_set_needs_no_positions() {
        Finding finding = found(false, false);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("nor does the data show one");
    }

    @Test
    void passes_with_positions() {
        assertThat(found(true, true).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_head_of_zeros_hides_no_positions() {
        assertThat(found(true, true, 0).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_head_of_zeros_may_hide_what_else_knows_the_order() {
        Finding finding = found(false, true, 0);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("a fresh net puts out nothing but zeros");
    }

    /** Eight tokens, and an attention that knows no places. */
    private static Finding ofTokens(int vocabulary, boolean flat, IntFunction<long[]> tokens) {
        return Fed.found(
                new PositionsMissing(),
                Subject.of(seed ->
                        new Dealt(seed, Task.classification(2), blind(seed, vocabulary, flat), (rows, epoch) -> {
                            long[] all = IntStream.of(rows)
                                    .mapToObj(tokens)
                                    .flatMapToLong(LongStream::of)
                                    .toArray();
                            return Batch.Content.of(
                                    Tensor.of(all, rows.length, 8),
                                    Tensor.of(
                                            IntStream.of(rows)
                                                    .mapToLong(row -> row % 2)
                                                    .toArray(),
                                            rows.length),
                                    Dealt.ids(rows));
                        })));
    }

    private static Formula blind(long seed, int vocabulary, boolean flat) {
        Formula net = new Formula();
        Embedding table = net.has("table", new Embedding(vocabulary, WIDTH));
        Linear query = net.has("query", new Linear(WIDTH, WIDTH));
        Linear key = net.has("key", new Linear(WIDTH, WIDTH));
        Linear out = net.has("out", new Linear(flat ? 8 * WIDTH : WIDTH, 2));
        return net.is(seed, x -> {
            Tensor h = table.forward(x);
            Tensor scores =
                    query.forward(h).matmul(key.forward(h).transpose(1, 2)).div(Math.sqrt(WIDTH));
            Tensor seen = h.add(scores.softmax(2).matmul(h)).relu();
            return out.forward(flat ? seen.reshape(x.size(0), 8 * WIDTH) : seen.mean(1));
        });
    }

    private static long[] words(int row) {
        return LongStream.range(0, 8)
                .map(t -> RandomStream.of(5, "words").at(row).below(t, 10))
                .toArray();
    }

    @Test
    void fails_when_sentences_have_no_positions() {
        assertThat(ofTokens(10, false, PositionsMissingTest::words).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_layer_over_all_places_knows_them() {
        Finding finding = ofTokens(10, true, PositionsMissingTest::words);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("something beside it, or after it, does");
    }

    @Test
    void columns_have_codes_of_their_own() {
        Finding finding = ofTokens(80, false, row -> LongStream.range(0, 8)
                .map(t -> 10 * t + RandomStream.of(5, "codes").at(row).below(t, 6))
                .toArray());

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("columns");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tokens_may_be_a_set(boolean sorted) {
        Finding finding = ofTokens(31, false, row -> {
            RandomStream own = RandomStream.of(5, "members").at(row);
            LongStream members = Arrays.stream(own.permutation(30))
                    .limit(4L + own.below(40, 5))
                    .mapToLong(i -> i + 1L);
            return Arrays.copyOf((sorted ? members.sorted() : members).toArray(), 8);
        });

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("a set");
    }
}
