package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    Path folder;

    @Test
    void a_healthy_training_is_sound_and_both_reports_are_written() throws Exception {
        Path junit = folder.resolve("checks.xml");
        Path sarif = folder.resolve("checks.sarif");

        Ran ran = Ran.souschef("check", "digits", "--junit", junit.toString(), "--sarif", sarif.toString());

        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(ran.out()).contains("check digits, convnet", "verify loss @ init", "\nsound: ");
        assertThat(Files.readString(junit)).contains("failures=\"0\"", "souschef.loss-at-init");
        assertThat(new ObjectMapper().readTree(Files.readString(sarif)).at("/runs/0/results"))
                .isNotEmpty();
    }

    @Test
    void json_is_one_object_per_check() throws Exception {
        Ran ran = Ran.souschef("check", "digits", "--net", "linear", "--json");

        for (String line : ran.out().lines().toList()) {
            assertThat(new ObjectMapper().readTree(line).path("code").asText()).isNotEmpty();
        }
    }

    @Test
    void a_net_that_nobody_can_build_is_one_clear_error() {
        Ran ran = Ran.souschef("check", "digits", "--net", "transformer");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("no such net for this data").doesNotContain("\tat ");
    }

    @Test
    void explain_prints_one_check_or_the_list_of_all() {
        assertThat(Ran.souschef("explain", "loss-at-init").out()).startsWith("# loss-at-init: verify loss @ init");
        assertThat(Ran.souschef("explain", "--list").out()).contains("batch-mixed ", "loss-at-init ");
        assertThat(Ran.souschef("explain", "loss-at-inti").code()).isEqualTo(2);
        assertThat(Ran.souschef("explain").code()).isEqualTo(2);
    }
}
