package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Budget;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.Tiny;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stage 1 leaves out when its share of the budget is used up, by a clock of the test's own. */
class ShortOfTimeTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path run;

    @Test
    void closer_looks_are_left_out_and_it_says_so() {
        AtomicLong clock = new AtomicLong();

        List<Finding> findings = looked(Duration.ofSeconds(60), () -> clock.getAndAdd(SECOND));

        assertThat(findings)
                .extracting(Finding::code)
                .doesNotContain("resolution", "position", "local-features", "other-parts")
                .contains("class-counts", "exact-duplicates", "leakage", "contact-sheets");
        Finding said = findings.stream()
                .filter(finding -> finding.code().equals("looks-left-out"))
                .findFirst()
                .orElseThrow();
        assertThat(said.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(said.cause()).startsWith("closer looks were left out: the ");
    }

    @Test
    void in_time_all_of_them_are_made() {
        assertThat(looked(Duration.ofSeconds(60), () -> 0))
                .extracting(Finding::code)
                .contains("resolution", "position", "local-features", "other-parts")
                .doesNotContain("looks-left-out");
    }

    private List<Finding> looked(Duration total, LongSupplier clock) {
        try (Notebook notebook = Notebook.open(run)) {
            new Inspect().run(Tiny.kitchen(Tiny.images(240, 4), notebook, Budget.of(total, Duration.ZERO, clock)));
        }
        return Pages.of(new RunDirectory(run)).findings();
    }
}
