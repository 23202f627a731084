package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.experiment.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @TempDir
    Path folder;

    private Ran run(String... options) {
        ArrayList<Object> args =
                new ArrayList<>(List.of("run", "digits", "--stage", "1", "--out", folder.resolve("run")));
        args.addAll(List.of(options));
        return Ran.souschef(args.toArray());
    }

    @Test
    void it_begins_with_its_provenance_and_ends_with_the_verdict_and_its_place() {
        Ran ran = run();

        List<String> lines = ran.out().lines().toList();
        assertThat(ran.code()).isZero();
        assertThat(lines.get(0)).matches("souschef \\S+  libtorch \\S+  seed 1337  digits sha256 [0-9a-f]{8}");
        assertThat(ran.out())
                .contains("data    1,797 images of 8x8, grey", "split   train ", "1  Become one with the data");
        assertThat(lines.get(lines.size() - 2)).isEqualTo("report " + folder.resolve("run/report/index.html"));
        assertThat(lines.get(lines.size() - 1))
                .matches("sound: \\d+ checks, .*   \\d+\\.\\d s   " + folder.resolve("run"));
        assertThat(folder.resolve("run/report/index.html")).isNotEmptyFile();
    }

    @Test
    void the_same_command_again_repeats_nothing_and_comes_to_the_same_verdict() throws IOException {
        Ran first = run();
        long findings = findings();

        Ran second = run();

        assertThat(second.code()).isEqualTo(first.code());
        assertThat(second.out()).contains("1  Become one with the data: done before");
        assertThat(findings()).isEqualTo(findings);
    }

    private long findings() throws IOException {
        return Files.readAllLines(new RunDirectory(folder.resolve("run")).notebook()).stream()
                .filter(line -> line.contains("\"kind\":\"finding\""))
                .count();
    }

    @Test
    void json_is_the_notebook_line_by_line_and_nothing_else() throws IOException {
        Ran ran = run("--json");

        assertThat(ran.out().lines())
                .containsExactlyElementsOf(Files.readAllLines(new RunDirectory(folder.resolve("run")).notebook()));
        JsonNode first =
                new ObjectMapper().readTree(ran.out().lines().findFirst().orElseThrow());
        assertThat(first.path("kind").asText()).isEqualTo("provenance");
        assertThat(first.path("command").asText()).startsWith("souschef run digits --stage 1 --out ");
    }

    @Test
    void a_budget_that_was_too_small_is_said_at_the_end_with_what_is_enough_and_in_the_notebook() throws IOException {
        Ran ran = run("--budget", "1s");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .containsPattern(
                        "took \\d+\\.\\d s, of a budget of 1s: the least that this data needs is about \\d+s\nreport ");
        JsonNode said = new ObjectMapper()
                .readTree(Files.readAllLines(new RunDirectory(folder.resolve("run")).notebook()).stream()
                        .filter(line -> line.contains("\"kind\":\"over-budget\""))
                        .findFirst()
                        .orElseThrow());
        assertThat(said.path("budgetSeconds").asDouble()).isEqualTo(1);
        assertThat(said.path("leastSeconds").asDouble())
                .isGreaterThan(said.path("seconds").asDouble());
    }

    @Test
    void a_budget_that_is_kept_needs_no_word() {
        assertThat(run("--budget", "10m").out()).doesNotContain("of a budget of");
    }

    @Test
    void recipe_yaml_says_what_was_asked_for_defaults_included() throws IOException {
        run();

        assertThat(Files.readAllLines(folder.resolve("run/recipe.yaml")))
                .contains("data: \"digits\"", "seed: 1337", "budget: \"none\"", "device: \"cpu\"", "types: {}")
                .anyMatch(line -> line.matches("fingerprint: \"sha256 [0-9a-f]{64}\""));
    }

    @Test
    void stages_are_typed_as_numbers_names_ranges_and_lists() {
        assertThat(StageNumbers.parse("2")).containsExactly(2);
        assertThat(StageNumbers.parse("1-3")).containsExactly(1, 2, 3);
        assertThat(StageNumbers.parse("overfit..squeeze")).containsExactly(3, 4, 5, 6);
        assertThat(StageNumbers.parse("Inspect, 6")).containsExactly(1, 6);
    }

    @Test
    void the_run_directory_is_named_after_the_data() {
        assertThat(RunRequest.defaultOut("digits")).isEqualTo(Path.of("runs/digits"));
        assertThat(RunRequest.defaultOut("a/b/table.csv.gz")).isEqualTo(Path.of("runs/table"));
        assertThat(RunRequest.defaultOut("my pictures/")).isEqualTo(Path.of("runs/my_pictures"));
        assertThat(RunRequest.defaultOut("/")).isEqualTo(Path.of("runs/data"));
    }

    @Test
    void inspect_is_the_first_stage_and_run_goes_on_from_there() {
        Path out = folder.resolve("run");

        Ran inspected = Ran.souschef("inspect", "digits", "--out", out);
        Ran went = run();

        assertThat(inspected.code()).isZero();
        assertThat(inspected.out())
                .contains("1  Become one with the data")
                .contains("report " + out.resolve("report/index.html"))
                .doesNotContain("\n2  ");
        assertThat(out.resolve("report/index.html")).isNotEmptyFile();
        assertThat(went.out()).contains("1  Become one with the data: done before");
    }

    @Test
    void inspect_prints_the_notebook_as_json_where_asked() throws IOException {
        Path out = folder.resolve("run");

        Ran ran = Ran.souschef("inspect", "digits", "--json", "--out", out);

        assertThat(ran.out().lines()).containsExactlyElementsOf(Files.readAllLines(new RunDirectory(out).notebook()));
    }

    @Test
    void inspect_has_no_stages_to_choose() {
        Ran ran = Ran.souschef("inspect", "digits", "--stage", "2");

        assertThat(ran.code()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err()).contains("unknown option");
    }
}
