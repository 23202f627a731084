package io.souschef.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Findings;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every other program of the gallery once, under every check. Two classes of tests, each of one half, take as long and run side by side. */
abstract class EveryProgram {
    private final int first;

    /** @param first which one comes first, 0 or 1 */
    EveryProgram(int first) {
        this.first = first;
    }

    @TestFactory
    Stream<DynamicTest> names_every_planted_bug() {
        return half(Gallery.traps())
                .map(trap -> DynamicTest.dynamicTest(trap.row() + " " + trap.name(), () -> isNamed(trap)));
    }

    @TestFactory
    Stream<DynamicTest> fails_none_of_their_twins() {
        return half(Gallery.traps())
                .map(trap -> DynamicTest.dynamicTest(
                        trap.row() + " " + trap.name(), () -> assertThat(OneSeed.against(trap.right()))
                                .extracting(Finding::headline)
                                .isEmpty()));
    }

    /** Those that were written to provoke false alarms. */
    @TestFactory
    Stream<DynamicTest> fails_no_healthy_program() {
        return half(Gallery.healthy())
                .map(healthy ->
                        DynamicTest.dynamicTest(healthy.name(), () -> assertThat(OneSeed.against(healthy.program()))
                                .extracting(Finding::headline)
                                .isEmpty()));
    }

    private static void isNamed(Trap trap) {
        Findings findings = OneSeed.checked(trap.wrong());
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
    }

    private <T> Stream<T> half(List<T> all) {
        return IntStream.range(0, all.size()).filter(i -> i % 2 == first).mapToObj(all::get);
    }
}
