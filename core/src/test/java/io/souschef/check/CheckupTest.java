package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.Souschef;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.report.FindingText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CheckupTest {
    @Test
    void a_check_is_left_out_by_its_code_and_for_a_reason_that_is_told() {
        Checkup checkup = Checkup.of(Points::new).without("loss-at-init", "the head is pretrained");

        Finding finding = checkup.run("loss-at-init", checkup.subject());

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).isEqualTo("left out: the head is pretrained");
    }

    @Test
    void the_reason_stands_in_every_report_and_the_others_are_judged() {
        String reason = "the head is pretrained";
        Findings findings =
                Checkup.of(Points::new).without("loss-at-init", reason).run();

        assertThat(findings.sound()).isTrue();
        assertThat(findings.notApplicable()).extracting(Finding::code).contains("loss-at-init");
        assertThat(List.of(
                        Souschef.json(findings),
                        Souschef.junit(findings, "Mine"),
                        Souschef.sarif(findings, "Mine", Path.of("Mine.java")),
                        Souschef.page(findings, "Mine", Map.of()),
                        new FindingText(100, false)
                                .of(findings.of("loss-at-init").orElseThrow())))
                .allSatisfy(report -> assertThat(report).contains("left out: " + reason));
    }

    @Test
    void patience_is_some_time() {
        assertThatThrownBy(() -> Checkup.of(Points::new).withPatience(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void without_a_reason_or_such_a_check_it_is_one_clear_error() {
        Checkup checkup = Checkup.of(Points::new);

        assertThatThrownBy(() -> checkup.without("loss-at-init", " "))
                .isInstanceOf(NoReason.class)
                .hasMessage("""
                        a check is left out for a reason
                          got       loss-at-init, for none
                          expected  a few words for whoever reads the report
                          fix       --without "loss-at-init=why it doesn't apply", or without("loss-at-init", "why") in a test""");
        assertThatThrownBy(() -> checkup.without("los-at-init", "so")).isInstanceOf(NoSuchCheck.class);
        assertThatThrownBy(() -> checkup.run("los-at-init", checkup.subject())).isInstanceOf(NoSuchCheck.class);
    }

    @Test
    void single_checks_share_what_they_measure() {
        AtomicInteger made = new AtomicInteger();
        Checkup checkup = Checkup.of(seed -> {
            made.incrementAndGet();
            return new Points(seed);
        });
        Subject subject = checkup.subject();

        assertThat(checkup.run("gradients-not-cleared", subject).outcome()).isEqualTo(Outcome.PASS);
        int first = made.get();
        assertThat(checkup.run("gradients-cleared-before-update", subject).outcome())
                .isEqualTo(Outcome.PASS);

        assertThat(made).hasValue(first);
    }
}
