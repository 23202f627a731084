package io.souschef.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Catalogue;
import io.souschef.check.CheckRun;
import io.souschef.check.Findings;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.SkeletonChecks;
import io.souschef.experiment.Finding;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every program of the gallery once, under every check. */
class GalleryTest {
    private static final long SEED = 1;

    @TestFactory
    Stream<DynamicTest> names_every_planted_bug() {
        return Gallery.traps().stream()
                .map(trap -> DynamicTest.dynamicTest(trap.row() + " " + trap.name(), () -> {
                    Findings findings = checked(trap.wrong());
                    List<String> named = Verdict.named(findings);
                    if (KnownMisses.missed(trap)) {
                        assertThat(named).as("no longer missed").doesNotContain(trap.code());
                        return;
                    }
                    assertThat(named).contains(trap.code());
                    Finding finding = findings.of(trap.code()).orElseThrow();
                    assertThat(finding.measured()).isNotBlank();
                    assertThat(finding.expected()).isNotBlank();
                    assertThat(finding.cause()).isNotBlank();
                    assertThat(finding.fix()).isNotBlank();
                }));
    }

    @TestFactory
    Stream<DynamicTest> fails_none_of_their_twins() {
        return Gallery.traps().stream()
                .map(trap -> DynamicTest.dynamicTest(trap.row() + " " + trap.name(), () -> assertThat(
                                checked(trap.right()).failed())
                        .extracting(Finding::headline)
                        .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> fails_no_healthy_program() {
        return Gallery.healthy().stream()
                .map(healthy -> DynamicTest.dynamicTest(healthy.name(), () -> assertThat(
                                checked(healthy.program()).failed())
                        .extracting(Finding::headline)
                        .isEmpty()));
    }

    @Test
    void every_trap_has_a_name_of_its_own_and_a_code_that_exists() {
        Set<String> codes = Catalogue.all().stream().map(check -> check.code()).collect(Collectors.toSet());

        assertThat(Gallery.traps()).extracting(Trap::name).doesNotHaveDuplicates();
        assertThat(Gallery.traps()).extracting(Trap::code).allMatch(codes::contains);
        assertThat(Gallery.healthy()).extracting(Healthy::name).doesNotHaveDuplicates();
    }

    /** Those of the recipe's own section are about symptoms, which any trap may show; each is planted in a test of its own. */
    @Test
    void every_check_that_names_a_cause_has_a_trap() {
        Set<String> planted = Gallery.traps().stream().map(Trap::code).collect(Collectors.toSet());
        SkeletonChecks.all().forEach(check -> planted.add(check.code()));

        assertThat(Catalogue.all()).extracting(check -> check.code()).allMatch(planted::contains);
    }

    private static Findings checked(LongFunction<TrainingProgram> program) {
        return CheckRun.of(Catalogue.all()).on(Subject.of(program).withSeed(SEED));
    }
}
