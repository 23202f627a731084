package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.experiment.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SarifTest {
    @Test
    void a_failed_check_is_an_error_with_its_rule_and_its_fix() throws Exception {
        List<Finding> findings = List.of(
                Finding.of("fix random seed", "not-reproducible")
                        .measured("same bits")
                        .okIf(true),
                Finding.of("verify loss @ init", "loss-at-init")
                        .measured("9.1 nats")
                        .fix("shrink the head")
                        .okIf(false));

        JsonNode run = new ObjectMapper()
                .readTree(Sarif.of("digits", "0.1.0", findings))
                .path("runs")
                .path(0);

        assertThat(run.at("/tool/driver/rules/1/id").asText()).isEqualTo("loss-at-init");
        assertThat(run.at("/results/0/kind").asText()).isEqualTo("pass");
        assertThat(run.at("/results/1/level").asText()).isEqualTo("error");
        assertThat(run.at("/results/1/message/text").asText())
                .isEqualTo("verify loss @ init: 9.1 nats. Fix: shrink the head");
    }

    @Test
    void a_check_that_was_left_out_is_suppressed_for_its_reason() throws Exception {
        List<Finding> findings = List.of(
                Finding.of("shuffled", "not-shuffled").skip("left out: a time series"),
                Finding.of("no causal mask", "sees-the-future").skip("no sequences"));

        JsonNode results = new ObjectMapper()
                .readTree(Sarif.of("digits", "0.1.0", findings, Map.of("not-shuffled", "a time series")))
                .at("/runs/0/results");

        assertThat(results.at("/0/suppressions/0/justification").asText()).isEqualTo("a time series");
        assertThat(results.at("/0/suppressions/0/kind").asText()).isEqualTo("external");
        assertThat(results.at("/0/kind").asText()).isEqualTo("notApplicable");
        assertThat(results.at("/1").has("suppressions")).isFalse();
    }

    @Test
    void a_warning_is_one_and_what_a_person_has_to_look_at_is_for_review() throws Exception {
        List<Finding> findings = List.of(
                Finding.of("shuffled", "not-shuffled").measured("sorted").warnIf(true),
                Finding.of("look", "look-at-examples").needsEyes("are they right?"));

        JsonNode results = new ObjectMapper()
                .readTree(Sarif.of("digits", "0.1.0", findings))
                .at("/runs/0/results");

        assertThat(results.at("/0/kind").asText()).isEqualTo("fail");
        assertThat(results.at("/0/level").asText()).isEqualTo("warning");
        assertThat(results.at("/1/kind").asText()).isEqualTo("review");
        assertThat(results.at("/1/level").asText()).isEqualTo("none");
    }

    @Test
    void a_check_that_could_not_judge_is_an_execution_without_success_and_the_file_is_told() throws Exception {
        List<Finding> findings = List.of(Finding.of("shuffled", "not-shuffled").error("the program threw"));

        JsonNode run = new ObjectMapper()
                .readTree(Sarif.of("Mine", "0.1.0", findings, Map.of(), Optional.of(Path.of("src/My Program.java"))))
                .at("/runs/0");

        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean(true)).isFalse();
        JsonNode notification = run.at("/invocations/0/toolExecutionNotifications/0");
        assertThat(notification.at("/message/text").asText()).isEqualTo("shuffled: the program threw");
        assertThat(notification.at("/associatedRule/id").asText()).isEqualTo("not-shuffled");
        assertThat(run.at("/results/0/kind").asText()).isEqualTo("open");
        assertThat(run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("src/My%20Program.java");
    }

    @Test
    void an_execution_in_which_every_check_came_to_its_end_succeeded() throws Exception {
        JsonNode run = new ObjectMapper()
                .readTree(Sarif.of(
                        "digits",
                        "0.1.0",
                        List.of(Finding.of("shuffled", "not-shuffled").skip("a time series"))))
                .at("/runs/0");

        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
    }
}
