package io.souschef.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.source.RowNames;
import io.souschef.data.source.Source;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.NumberColumn;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
    @Test
    void finds_equal_images_across_splits_and_with_conflicting_labels() {
        byte[][] pixels = {{1, 2}, {3, 4}, {1, 2}, {3, 4}, {5, 6}, {3, 4}, {9, 9}, {9, 9}};
        Duplicates duplicates = Duplicates.of(
                dataset(Images.unscaled(1, 1, 2, pixels, new RowNames("x", 8)), new int[] {0, 0, 0, 1, 0, 0, 1, 1}));

        assertThat(duplicates.groups())
                .extracting(Duplicates.Group::ids)
                .containsExactly(new int[] {0, 2}, new int[] {1, 3, 5}, new int[] {6, 7});
        assertThat(duplicates.acrossSplits())
                .extracting(group -> group.ids()[0])
                .containsExactly(1, 6);
        assertThat(duplicates.conflicting()).extracting(group -> group.ids()[0]).containsExactly(1);
        assertThat(duplicates.extra()).isEqualTo(4);
    }

    @Test
    void finds_equal_rows_missing_cells_included() {
        Table table = new Table(
                List.of(
                        new NumberColumn("x", new double[] {1, Double.NaN, 0.0, Double.NaN, 1, -0.0, 2, 3}),
                        new CategoryColumn("c", new int[] {0, -1, 1, -1, 1, 1, 0, 0}, List.of("a", "b"))),
                List.of(),
                new int[] {1, 2, 3, 4, 5, 6, 7, 8});

        assertThat(Duplicates.of(dataset(table, new int[8])).groups())
                .extracting(Duplicates.Group::ids)
                .containsExactly(new int[] {1, 3}, new int[] {2, 5});
    }

    private static Dataset dataset(Inputs inputs, int[] labels) {
        return new Dataset(
                "x",
                new Source("x", "0".repeat(64), 0, "none"),
                inputs,
                new Labels(labels, List.of("a", "b")),
                new Split(new int[] {0, 1, 2, 4}, new int[] {3, 5, 6}, new int[] {7}, "by hand"),
                List.of());
    }
}
