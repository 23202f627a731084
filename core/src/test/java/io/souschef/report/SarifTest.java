package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.experiment.Finding;
import java.util.List;
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
}
