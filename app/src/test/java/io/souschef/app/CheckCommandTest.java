package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String REASON = "the order is the file's";

    @TempDir
    Path folder;

    @Test
    void a_healthy_training_is_sound_and_all_three_reports_are_written() throws Exception {
        Path junit = folder.resolve("checks.xml");
        Path sarif = folder.resolve("checks.sarif");
        Path page = folder.resolve("checks.html");

        Ran ran = Ran.souschef(
                "check",
                "digits",
                "--junit",
                junit,
                "--sarif",
                sarif,
                "--report",
                page,
                "--without",
                "not-shuffled=" + REASON);

        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .contains("check digits, convnet", "verify loss @ init", "\nsound: ", " not applicable, 1 left out ")
                .contains("left out: " + REASON)
                .containsPattern("(?m)^   ok    .* \\d+\\.\\d s$")
                .containsPattern("\ncost    [a-z-]+ \\d+\\.\\d s, [a-z-]+ \\d+\\.\\d s, [a-z-]+ \\d+\\.\\d s");
        assertThat(Files.readString(junit))
                .contains("failures=\"0\"", "souschef.loss-at-init", "<skipped message=\"left out: " + REASON + "\"/>");
        assertThat(Files.readString(page))
                .contains("Nothing failed: ", "digits, convnet", "left out: the order is", "train 1,257")
                .doesNotContain("id=\"fail\"");
        assertThat(ran.out()).endsWith("report " + page + "\n");
        JsonNode suppressed = result(new ObjectMapper().readTree(Files.readString(sarif)), "not-shuffled");
        assertThat(suppressed.at("/suppressions/0/justification").asText()).isEqualTo(REASON);
        assertThat(suppressed.at("/message/text").asText()).contains("left out: " + REASON);
    }

    private static JsonNode result(JsonNode sarif, String code) {
        for (JsonNode result : sarif.at("/runs/0/results")) {
            if (result.path("ruleId").asText().equals(code)) {
                return result;
            }
        }
        throw new AssertionError("no result of " + code);
    }

    @Test
    void json_is_one_object_per_check_with_what_it_cost_and_why_it_was_left_out() {
        Ran ran = Ran.souschef("check", "digits", "--net", "linear", "--json", "--without", "not-shuffled=" + REASON);

        Map<String, JsonNode> findings = ran.out()
                .lines()
                .map(CheckCommandTest::parsed)
                .collect(Collectors.toMap(finding -> finding.path("code").asText(), Function.identity()));

        assertThat(findings).containsKeys("loss-at-init", "batch-mixed");
        assertThat(Objects.requireNonNull(findings.get("not-shuffled"))
                        .path("cause")
                        .asText())
                .isEqualTo("left out: " + REASON);
        assertThat(findings.values())
                .allMatch(finding -> finding.path("seconds").isNumber());
    }

    private static JsonNode parsed(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void a_net_from_python_is_checked_as_one_of_ours_is() throws Exception {
        Path net = root().resolve("core/src/test/resources/io/souschef/nn/convnet.pt");

        Ran ran = Ran.souschef("check", "digits", "--torchscript", net);

        assertThat(ran.out())
                .contains("check digits, " + net, "verify loss @ init")
                .doesNotContain("threw");
        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(Ran.souschef("check", "digits", "--torchscript", root().resolve("README.md"))
                        .err())
                .startsWith("can't read a net from ");
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("souschef"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no souschef above the working directory");
        }
        return folder;
    }

    @Test
    void what_the_budget_does_not_reach_is_not_judged_and_the_exit_code_says_so() {
        Ran ran = Ran.souschef("check", "digits", "--net", "resnet 64x4", "--budget", "1s");

        assertThat(ran.code()).as(ran.toString()).isEqualTo(3);
        assertThat(ran.out())
                .contains("not run: the 1s for all checks were spent")
                .containsPattern("\nCOULD NOT JUDGE (\\d+) of (\\d+) checks: \\2 checks, .* \\1 could not be judged, ");
    }

    @Test
    void wrong_arguments_are_one_clear_error_before_anything_is_read() {
        assertThat(Ran.souschef("check", "digits", "--net", "transformer").err())
                .startsWith("no such net for this data")
                .doesNotContain("\tat ");
        assertThat(Ran.souschef("check", "digits", "--without", "not-shufled=so")
                        .err())
                .startsWith("no check has this code")
                .contains("the nearest are not-shuffled");
        assertThat(Ran.souschef("check", "digits", "--without", "not-shuffled= ")
                        .err())
                .startsWith("a check is left out for a reason")
                .contains("--without \"not-shuffled=");
        for (Object wrong : new Object[] {"--without=not-shuffled", "--budget=soon", "--net=transformer"}) {
            Ran ran = Ran.souschef("check", "digits", wrong);

            assertThat(ran.code()).as(ran.toString()).isEqualTo(2);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).doesNotContain("option option");
        }
    }

    @Test
    void explain_prints_one_check_or_the_list_of_all_with_their_rows() {
        assertThat(Ran.souschef("explain", "loss-at-init").out())
                .startsWith("# loss-at-init: verify loss @ init")
                .contains("## What it needs");
        assertThat(Ran.souschef("explain", "--list").out().lines())
                .anyMatch(line -> line.matches("batch-mixed +D5, D10 +use backprop to chart dependencies"))
                .anyMatch(line -> line.matches("not-reproducible {5,}fix random seed"))
                .anyMatch(line -> line.matches("dead-units +dead units"));
        assertThat(Ran.souschef("explain", "dead-units").out()).startsWith("# dead-units: dead units");
        assertThat(Ran.souschef("explain", "loss-at-inti").code()).isEqualTo(2);
        assertThat(Ran.souschef("explain").code()).isEqualTo(2);
    }
}
