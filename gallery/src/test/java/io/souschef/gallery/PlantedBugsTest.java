package io.souschef.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Findings;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every broken program of the gallery once, under every check. */
class PlantedBugsTest {
    @TestFactory
    Stream<DynamicTest> names_every_planted_bug() {
        return Gallery.traps().stream()
                .map(trap -> DynamicTest.dynamicTest(trap.row() + " " + trap.name(), () -> {
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
                }));
    }
}
