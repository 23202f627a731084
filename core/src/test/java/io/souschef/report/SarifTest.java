package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Map;
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
        assertThat(results.at("/0/kind").asText()).isEqualTo("notApplicable");
        assertThat(results.at("/1").has("suppressions")).isFalse();
    }
}
