package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.Table;
import io.souschef.data.source.Source;
import io.souschef.data.table.NumberColumn;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.inspect.splits.SplitDrift;
import io.souschef.tensor.RandomStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of many rows, a difference that is no chance may still be too small to matter. */
class SplitDriftTest {
    private static final int SIZE = 30_000;

    @TempDir
    Path folder;

    @Test
    void a_difference_that_nobody_would_see_is_none_however_sure_it_is() {
        assertThat(drift(0.06).outcome())
                .as("a twentieth of the rows lie elsewhere")
                .isEqualTo(Outcome.PASS);
        assertThat(drift(0.15).outcome()).isEqualTo(Outcome.WARN);
    }

    private Finding drift(double distance) {
        double[] values = new double[SIZE];
        RandomStream noise = RandomStream.of(6, "drift");
        for (int id = 0; id < SIZE; id++) {
            values[id] = noise.uniform(id) + (id >= 20_000 ? distance : 0); // test is the last third
        }
        int[] labels = IntStream.range(0, SIZE).map(id -> id % 2).toArray();
        Table table = new Table(
                List.of(new NumberColumn("x", values)),
                List.of(),
                IntStream.rangeClosed(1, SIZE).toArray());
        Split split =
                new Split(Made.range(0, 10_000), Made.range(10_000, 20_000), Made.range(20_000, SIZE), "in order");
        Source source = new Source("made up", "0".repeat(64), SIZE, "made up");
        return Made.look(
                new SplitDrift(),
                new Dataset("drift", source, table, new Labels(labels, List.of("a", "b")), split, List.of()),
                folder);
    }
}
