package io.souschef;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.check.Findings;
import io.souschef.experiment.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Findings in the formats that other tools read. */
class FormatsTest {
    private static final Findings FINDINGS = new Findings(
            List.of(
                    Finding.of("verify loss @ init", "loss-at-init")
                            .measured("9.1 nats")
                            .okIf(false),
                    Finding.of("shuffled", "not-shuffled").error("the program threw")),
            1);

    @Test
    void json_is_an_array_of_what_the_command_line_prints() throws Exception {
        JsonNode all = new ObjectMapper().readTree(Souschef.json(FINDINGS));

        assertThat(all).hasSize(2);
        assertThat(all.at("/0/code").asText()).isEqualTo("loss-at-init");
        assertThat(all.at("/0/outcome").asText()).isEqualTo("FAIL");
        assertThat(all.at("/1/outcome").asText()).isEqualTo("ERROR");
    }

    @Test
    void junit_and_sarif_are_those_of_the_command_line() {
        assertThat(Souschef.junit(FINDINGS, "Mine"))
                .contains("<testsuite name=\"Mine\" tests=\"2\" failures=\"1\" errors=\"1\"");
        assertThat(Souschef.sarif(FINDINGS, "Mine", Path.of("src/Mine.java")))
                .contains("\"executionSuccessful\" : false", "\"uri\" : \"src/Mine.java\"");
    }

    @Test
    void a_finding_says_itself_in_a_line() {
        assertThat(FINDINGS.all())
                .extracting(Finding::toString)
                .containsExactly("FAIL loss-at-init: 9.1 nats", "ERROR not-shuffled: the program threw");
    }
}
