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
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** An encoder over rows of numbers. */
class PositionsMissingTest {
    private static final int LONG = 12, WIDTH = 8;

    private static Formula encoder(long seed, boolean positions) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(2, WIDTH));
        Linear query = net.has("query", new Linear(WIDTH, WIDTH));
        Linear key = net.has("key", new Linear(WIDTH, WIDTH));
        Linear value = net.has("value", new Linear(WIDTH, WIDTH));
        Linear out = net.has("out", new Linear(WIDTH, 2));
        Tensor place = net.weight("place", Init.normal(0.5), LONG, WIDTH);
        return net.is(seed, x -> {
            Tensor h = positions ? in.forward(x).add(place) : in.forward(x);
            Tensor scores =
                    query.forward(h).matmul(key.forward(h).transpose(1, 2)).div(Math.sqrt(WIDTH));
            return out.forward(
                    h.add(scores.softmax(2).matmul(value.forward(h))).relu().mean(1));
        });
    }

    /** @param inOrder whether a row is near to the one before */
    private static Finding found(boolean positions, boolean inOrder) {
        return Fed.found(
                new PositionsMissing(),
                Subject.of(seed -> new Dealt(
                        seed, Task.classification(2), encoder(seed, positions), (rows, epoch) -> rows(rows, inOrder))));
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
}
