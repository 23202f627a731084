package io.souschef.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Catalogue;
import io.souschef.check.CheckRun;
import io.souschef.check.Findings;
import io.souschef.check.Subject;
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
                    List<String> named = Verdict.named(checked(trap.wrong()));
                    if (KnownMisses.missed(trap)) {
                        assertThat(named).as("no longer missed").doesNotContain(trap.code());
                    } else {
                        assertThat(named).contains(trap.code());
                    }
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

    private static Findings checked(LongFunction<TrainingProgram> program) {
        return CheckRun.of(Catalogue.all()).on(Subject.of(program).withSeed(SEED));
    }
}
