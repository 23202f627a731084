package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.Souschef;
import io.souschef.check.Findings;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckReportTest {
    private static final Finding FAILED = Finding.of("gradients are cleared", "gradients-not-cleared")
            .measured("4 updates")
            .expected("gradients of one batch")
            .fix("call zeroGrad()")
            .okIf(false);
    private static final Finding PASSED = Finding.of("verify loss @ init", "loss-at-init")
            .measured("2.30 nats")
            .okIf(true);
    private static final Finding SKIPPED =
            Finding.of("no causal mask", "sees-the-future").skip("no sequences");

    private static final String EXPLANATION = """
            # gradients-not-cleared: cleared before each backward pass

            They add up; see `zeroGrad` and <b>this</b> [there](javascript:alert(1)).

            ## Wrong

            ```java
            loss.backward(); List<Tensor> x;
            ```

            ## Right

            ```java
            optimizer.zeroGrad();
            ```
            """;

    private static String page(Finding... findings) {
        return CheckReport.html(
                "<mine>",
                Map.of("seed", "7"),
                List.of(findings),
                code -> code.equals("gradients-not-cleared") ? EXPLANATION : "");
    }

    @Test
    void what_failed_comes_first_and_open_with_an_example_wrong_beside_right() {
        String page = page(SKIPPED, PASSED, FAILED);

        assertThat(page)
                .contains("1 of 2 checks failed: gradients-not-cleared.", "gradients of one batch", "call zeroGrad()")
                .contains("<details class=\"finding fail\" id=\"gradients-not-cleared\" open=\"\">")
                .contains("<details class=\"explanation\" open=\"\">", "<code>zeroGrad</code>")
                .contains("<h2>Wrong</h2>", "List&lt;Tensor&gt; x;", "<h2>Right</h2>", "no sequences")
                .containsSubsequence("id=\"fail\"", "id=\"ok\"", "id=\"skip\"");
        assertThat(page.split("details class=\"explanation\"", -1)).hasSize(2);
    }

    @Test
    void nothing_that_failed_is_said_as_plainly() {
        assertThat(page(PASSED, SKIPPED))
                .contains("Nothing failed: 1 check judged.")
                .doesNotContain("id=\"fail\"");
        assertThat(page(SKIPPED)).contains("No check could judge.");
    }

    @Test
    void what_could_not_be_judged_counts_neither_as_judged_nor_as_sound() {
        Finding hung = Finding.of("shuffled", "not-shuffled").error("it took longer than 60 s");

        assertThat(page(PASSED, SKIPPED, hung))
                .contains("Nothing failed, and 1 of 2 checks could not be judged.", "it took longer than 60 s")
                .contains("<details class=\"finding error\" id=\"not-shuffled\" open=\"\">");
        assertThat(page(FAILED, hung)).contains("1 of 1 checks failed: gradients-not-cleared.");
        assertThat(page(hung)).contains("No check could judge.");
    }

    @Test
    void what_a_name_or_an_explanation_holds_is_shown_and_not_run() {
        assertThat(page(FAILED))
                .contains("&lt;mine&gt;", "&lt;b&gt;this&lt;/b&gt;")
                .doesNotContain("<mine>", "<b>this", "javascript:");
    }

    @Test
    void evidence_is_drawn_and_a_picture_that_no_run_holds_is_said_to_be_missing() {
        Finding drawn = FAILED.withEvidence(
                new Evidence.Grid(
                        "By layer", "Who moves.", List.of("layer", "moves"), List.of(List.of("fc1", "0.1")), "lr"),
                new Evidence.Pictures("Seen", "", List.of(new Evidence.Picture("../../etc/passwd", "x")), 1));

        assertThat(page(drawn)).contains("By layer", "fc1", "no such picture");
    }

    @Test
    void seconds_are_written_alike_in_every_country() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);

        String page;
        try {
            page = Souschef.page(new Findings(List.of(PASSED), 12.3), "mine", Map.of());
        } finally {
            Locale.setDefault(before);
        }

        assertThat(page).contains("1 in 12.3 s");
    }
}
