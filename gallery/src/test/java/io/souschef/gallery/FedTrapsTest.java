package io.souschef.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.CheckRun;
import io.souschef.check.Findings;
import io.souschef.check.Subject;
import io.souschef.check.augmentation.AugmentationChecks;
import io.souschef.check.data.DataChecks;
import io.souschef.check.evaluation.EvaluationChecks;
import io.souschef.check.labels.LabelChecks;
import io.souschef.check.regularization.RegularizationChecks;
import io.souschef.check.skeleton.WholeTestSet;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.gallery.augmentation.AugmentationGallery;
import io.souschef.gallery.data.DataGallery;
import io.souschef.gallery.evaluation.EvaluationGallery;
import io.souschef.gallery.fed.FedHealthy;
import io.souschef.gallery.labels.LabelsGallery;
import io.souschef.gallery.regularization.RegularizationGallery;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both sides of every check of data, augmentation, labels, evaluation and regularization. */
class FedTrapsTest {
    private static final List<Check> CHECKS = Stream.of(
                    DataChecks.all(),
                    AugmentationChecks.all(),
                    LabelChecks.all(),
                    EvaluationChecks.all(),
                    RegularizationChecks.all(),
                    List.<Check>of(new WholeTestSet()))
            .flatMap(List::stream)
            .toList();

    static List<Trap> traps() {
        return Stream.of(
                        DataGallery.traps(),
                        AugmentationGallery.traps(),
                        LabelsGallery.traps(),
                        EvaluationGallery.traps(),
                        RegularizationGallery.traps())
                .flatMap(List::stream)
                .toList();
    }

    static List<Healthy> healthy() {
        return FedHealthy.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traps")
    void the_planted_bug_is_named_with_its_cause_and_a_fix(Trap trap) {
        Finding finding =
                CheckRun.of(CHECKS).on(Subject.of(trap.wrong())).of(trap.code()).orElseThrow();

        assertThat(finding.outcome()).as(finding.headline()).isIn(Outcome.FAIL, Outcome.WARN);
        assertThat(finding.cause()).isNotBlank();
        assertThat(finding.fix()).isNotBlank();
        assertThat(finding.expected()).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traps")
    void its_healthy_twin_has_no_finding(Trap trap) {
        assertThat(alarms(CheckRun.of(CHECKS).on(Subject.of(trap.right())))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("healthy")
    void a_program_that_only_looks_suspicious_has_no_finding(Healthy healthy) {
        assertThat(alarms(CheckRun.of(CHECKS).on(Subject.of(healthy.program()))))
                .isEmpty();
    }

    @Test
    void every_check_has_a_trap_and_an_explanation() {
        Set<String> planted = traps().stream().map(Trap::code).collect(Collectors.toSet());

        assertThat(CHECKS).allSatisfy(check -> {
            assertThat(planted).contains(check.code());
            assertThat(Check.class.getResource("explain/" + check.code() + ".md"))
                    .isNotNull();
        });
    }

    /** What fails or warns, and what could not be judged because something threw. */
    private static List<String> alarms(Findings findings) {
        return findings.all().stream()
                .filter(finding -> finding.outcome() == Outcome.FAIL
                        || finding.outcome() == Outcome.WARN
                        || finding.cause().startsWith("the program threw"))
                .map(finding -> finding.code() + ": " + finding.headline())
                .toList();
    }
}
