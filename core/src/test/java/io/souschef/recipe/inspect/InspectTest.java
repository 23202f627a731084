package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.Order;
import io.souschef.recipe.Recipe;
import io.souschef.recipe.Watcher;
import io.souschef.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {
    @TempDir
    Path folder;

    @Test
    void the_bundled_digits_are_sound() throws Exception {
        Recipe.Ended ended = run(Pantry.open("digits", Options.standard()), new Watcher() {});

        assertThat(ended.sound()).isTrue();
        List<Finding> findings = Pages.of(new RunDirectory(folder)).findings("inspect");
        assertThat(findings)
                .filteredOn(finding -> finding.outcome() != Outcome.PASS)
                .extracting(Finding::code, Finding::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("label-noise", Outcome.EYES),
                        org.assertj.core.groups.Tuple.tuple("extremes", Outcome.EYES),
                        org.assertj.core.groups.Tuple.tuple("contact-sheets", Outcome.EYES));
        assertThat(findings).extracting(Finding::code).doesNotHaveDuplicates();
        assertThat(query("SELECT count(*), count(DISTINCT name), sum((label = '3')::INT) FROM '%s'"))
                .isEqualTo("1797 1797 183");
    }

    @Test
    void the_page_shows_every_picture() {
        run(Pantry.open("digits", Options.standard()), new Watcher() {});

        String page = Report.html(new RunDirectory(folder));

        assertThat(page)
                .contains("scan through the examples", "Lowest brightness")
                .doesNotContain("class=\"missing\"");
    }

    @Test
    void the_same_seed_gives_the_same_findings_and_pictures() throws Exception {
        Dataset digits = Pantry.open("digits", Options.standard());
        run(digits, new Watcher() {});
        List<String> once = findings();
        byte[] sheet = Files.readAllBytes(folder.resolve("pictures/inspect-class-3.png"));
        Files.delete(folder.resolve("notebook.jsonl"));

        run(digits, new Watcher() {});

        assertThat(findings()).isEqualTo(once);
        assertThat(folder.resolve("pictures/inspect-class-3.png")).hasBinaryContent(sheet);
    }

    @Test
    void tells_how_far_it_is_and_when_it_has_ended() {
        Map<String, List<Double>> shares = new LinkedHashMap<>();
        List<String> ended = new ArrayList<>();
        run(Made.images(), new Watcher() {
            @Override
            public void progress(String what, double share, String detail) {
                assertThat(ended).isEmpty();
                shares.computeIfAbsent(what, w -> new ArrayList<>()).add(share);
            }

            @Override
            public void progressed() {
                ended.add("inspect");
            }
        });

        assertThat(shares)
                .hasSizeGreaterThan(1)
                .allSatisfy((what, each) -> assertThat(each).isSorted().allMatch(share -> share >= 0 && share <= 1));
        assertThat(shares.get("looking at the data")).hasSizeGreaterThan(10);
        assertThat(ended).hasSize(1);
    }

    @Test
    void a_leaked_test_split_stops_the_run() {
        byte[][] pixels = Made.pixels();
        for (int i = 0; i < 10; i++) {
            pixels[90 + i] = pixels[i].clone();
        }

        Recipe.Ended ended = run(Made.images(pixels, Made.labels()), new Watcher() {});

        assertThat(ended.sound()).isFalse();
        assertThat(ended.sentence()).isEqualTo("stopped at the gate of stage 1, Become one with the data");
    }

    @Test
    @Tag("real")
    void fashion_mnist_is_inspected_in_seconds() throws Exception {
        Recipe.Ended ended = run(Pantry.open("fashion-mnist", Options.standard()), new Watcher() {});

        assertThat(ended.sound()).isTrue();
        assertThat(Pages.of(new RunDirectory(folder)).findings("inspect"))
                .filteredOn(finding -> finding.outcome() == Outcome.WARN)
                .singleElement()
                .satisfies(finding -> assertThat(finding.code())
                        .as("some photographs are in it twice, retouched")
                        .isEqualTo("near-duplicates"));
        assertThat(query("SELECT count(*), sum((split = 'test')::INT), min_by(name, brightness) FROM '%s'"))
                .isEqualTo("70000 10000 train-images row 9230");
    }

    private List<String> findings() {
        return Pages.of(new RunDirectory(folder)).findings("inspect").stream()
                .map(finding -> finding.withSeconds(0).toString())
                .toList();
    }

    private Recipe.Ended run(Dataset dataset, Watcher watcher) {
        Order order = new Order("test", 1337, Optional.empty(), false, Set.of(1), folder);
        return new Recipe().run(order, dataset, watcher, System.nanoTime());
    }

    private String query(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.formatted(folder.resolve("examples.parquet")))) {
            row.next();
            return row.getString(1) + " " + row.getString(2) + " " + row.getString(3);
        }
    }
}
