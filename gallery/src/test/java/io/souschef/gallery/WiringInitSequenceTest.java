package io.souschef.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.CheckRun;
import io.souschef.check.Findings;
import io.souschef.check.Subject;
import io.souschef.check.init.InitChecks;
import io.souschef.check.sequence.SequenceChecks;
import io.souschef.check.wiring.WiringChecks;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.gallery.init.InitGallery;
import io.souschef.gallery.sequence.SequenceGallery;
import io.souschef.gallery.wiring.WiringGallery;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each check of wiring, of initialisation and of sequences, on both sides. */
class WiringInitSequenceTest {
    private static final List<Check> CHECKS = Stream.of(WiringChecks.all(), InitChecks.all(), SequenceChecks.all())
            .flatMap(List::stream)
            .toList();

    @TestFactory
    Stream<DynamicTest> names_every_planted_bug_and_nothing_else() {
        return traps().map(trap ->
                DynamicTest.dynamicTest(trap.row() + " " + trap.name(), () -> assertThat(named(trap.wrong()))
                        .containsExactly(trap.code())));
    }

    @TestFactory
    Stream<DynamicTest> is_silent_about_every_healthy_twin() {
        return traps().map(trap ->
                DynamicTest.dynamicTest(trap.row() + " " + trap.name(), () -> assertThat(named(trap.right()))
                        .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> is_silent_about_every_healthy_program() {
        return Stream.of(WiringGallery.healthy(), InitGallery.healthy(), SequenceGallery.healthy())
                .flatMap(List::stream)
                .map(healthy -> DynamicTest.dynamicTest(healthy.name(), () -> assertThat(named(healthy.program()))
                        .isEmpty()));
    }

    private static Stream<Trap> traps() {
        return Stream.of(WiringGallery.traps(), InitGallery.traps(), SequenceGallery.traps())
                .flatMap(List::stream);
    }

    /** The codes of what failed or warned. No check may stumble over a program. */
    private static List<String> named(LongFunction<TrainingProgram> program) {
        Findings findings = CheckRun.of(CHECKS).on(Subject.of(program));
        assertThat(findings.all()).extracting(Finding::cause).noneMatch(cause -> cause.startsWith("the program threw"));
        List<Finding> named = new ArrayList<>(findings.failed());
        named.addAll(findings.with(Outcome.WARN));
        return named.stream().map(Finding::code).toList();
    }
}
