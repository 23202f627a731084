package io.souschef.recipe.regularize;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.experiment.Notebook;
import io.souschef.recipe.Ladder;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Tiny;
import io.souschef.recipe.Watcher;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeTest {
    @TempDir
    Path run;

    @Test
    void what_helps_a_table_of_classes_most_often_comes_first() {
        assertThat(names(Tiny.table(60, true)))
                .startsWith("drop", "label smoothing", "try a larger model", "weight decay");
        assertThat(names(Tiny.table(60, false)))
                .startsWith("try a larger model", "weight decay", "drop")
                .doesNotContain("label smoothing");
    }

    @Test
    void pictures_are_augmented_before_anything_else() {
        assertThat(names(Tiny.images(60, 3))).startsWith("data augment: shift", "data augment: flip");
    }

    private List<String> names(Dataset data) {
        try (Notebook notebook = Notebook.open(run)) {
            Settings control = Settings.plain(Ladder.of(data.inputs()).get(0), 8, 40, 100);
            return Change.candidates(Tiny.kitchen(data, notebook, 1, new Watcher() {}), new Regularize(), control)
                    .stream()
                    .map(Change::name)
                    .toList();
        }
    }
}
