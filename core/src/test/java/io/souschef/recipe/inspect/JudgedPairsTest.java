package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.data.answers.BadAnswers;
import io.souschef.data.examples.ExamplesTable;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.Order;
import io.souschef.recipe.Recipe;
import io.souschef.recipe.Watcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person says of two images that they are not the same, and the run, and later ones, believe it. */
class JudgedPairsTest {
    @TempDir
    Path folder;

    @Test
    void the_same_command_again_takes_the_answer_in_and_another_run_remembers_it() throws Exception {
        byte[][] pixels = Made.pixels();
        pixels[99] = brighter(pixels[1]);
        Dataset dataset = Made.images(pixels, Made.labels());
        RunDirectory first = inspect(dataset, "first");

        assertThat(near(first).outcome()).isEqualTo(Outcome.WARN);
        assertThat(ExamplesTable.shared(first.examples(), "test", "train")).containsExactly(99);

        sayNo(first);
        inspect(dataset, "first");

        assertThat(near(first).outcome()).isEqualTo(Outcome.PASS);
        assertThat(near(first).measured()).startsWith("no two images are nearly the same");
        assertThat(ExamplesTable.shared(first.examples(), "test", "train")).isEmpty();
        assertThat(near(inspect(dataset, "second")).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void two_texts_that_a_person_calls_different_stay_apart_too() throws Exception {
        List<String> contents = MadeTexts.contents();
        contents.set(299, contents.get(1) + " and a word");
        Dataset dataset = MadeTexts.dataset(contents, MadeTexts.labels());
        RunDirectory first = inspect(dataset, "first");

        assertThat(near(first).outcome()).isEqualTo(Outcome.WARN);
        assertThat(ExamplesTable.shared(first.examples(), "test", "train")).containsExactly(299);

        sayNo(first);
        inspect(dataset, "first");

        assertThat(near(first).outcome()).isEqualTo(Outcome.PASS);
        assertThat(near(first).measured()).startsWith("no two texts are nearly the same");
        assertThat(ExamplesTable.shared(first.examples(), "test", "train")).isEmpty();
        assertThat(near(inspect(dataset, "second")).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void an_answer_that_cannot_be_understood_heads_the_page_until_it_is_corrected() throws Exception {
        Dataset dataset = MadeTexts.dataset(MadeTexts.contents(), MadeTexts.labels());
        RunDirectory run = inspect(dataset, "first");
        List<String> lines = new ArrayList<>(Files.readAllLines(run.audit()));
        lines.set(1, lines.get(1) + "perhaps");
        Files.write(run.audit(), lines);

        assertThatThrownBy(() -> inspect(dataset, "first")).isInstanceOf(BadAnswers.class);
        assertThat(Pages.of(run).last(Entry.Conclusion.class).orElseThrow().sentence())
                .isEqualTo("stopped: the answers in labels-to-audit.csv can't be understood");

        lines.set(1, lines.get(1).replace("perhaps", "no"));
        Files.write(run.audit(), lines);
        inspect(dataset, "first");
        assertThat(Pages.of(run).last(Entry.Conclusion.class).orElseThrow().sentence())
                .isEqualTo("every gate passed");
    }

    private static void sayNo(RunDirectory run) throws Exception {
        String sheet = Files.readString(run.nearDuplicates());
        assertThat(sheet.lines()).hasSize(2);
        Files.writeString(
                run.nearDuplicates(),
                sheet.lines()
                        .map(line -> line.endsWith(",") ? line + "no\n" : line + "\n")
                        .collect(Collectors.joining()));
    }

    private RunDirectory inspect(Dataset dataset, String name) {
        Path out = folder.resolve("runs").resolve(name);
        Order order = new Order("test", 1337, Optional.empty(), false, Set.of(1), out);
        new Recipe().run(order, dataset, new Watcher() {}, System.nanoTime());
        return new RunDirectory(out);
    }

    private static Finding near(RunDirectory run) {
        List<Finding> all = Pages.of(run).findings("inspect").stream()
                .filter(finding -> finding.code().equals("near-duplicates"))
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static byte[] brighter(byte[] image) {
        byte[] result = new byte[image.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) Math.min(255, 10 + (image[i] & 0xff));
        }
        return result;
    }
}
