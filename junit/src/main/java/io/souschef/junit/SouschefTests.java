package io.souschef.junit;

import io.souschef.check.Check;
import io.souschef.check.Checkup;
import io.souschef.check.Findings;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.report.FindingText;
import io.souschef.train.TrainingProgram;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Every check as a named test.
 *
 * <pre>{@code
 * class MyTrainingTest {
 *     @TestFactory Stream<DynamicTest> my_training_follows_the_recipe() {
 *         return SouschefTests.of(MyProgram::new);                              // seed -> program
 *     }
 * }
 * }</pre>
 *
 * A check that fails is a test that fails; one that could not judge is a test that was aborted, with the reason. All checks run
 * when the first of the tests does, so that a symptom knows its cause.
 */
public final class SouschefTests {
    private SouschefTests() {}

    /** A test per check, of the program that {@code make} makes from a seed. */
    public static Stream<DynamicTest> of(LongFunction<? extends TrainingProgram> make) {
        return of(Checkup.of(make));
    }

    /** The same, with a budget, or without some checks. */
    public static Stream<DynamicTest> of(Checkup checkup) {
        Supplier<Findings> once = new Once(checkup);
        return checkup.checks().stream()
                .map(check -> DynamicTest.dynamicTest(name(check), () -> require(finding(once.get(), check.code()))));
    }

    private static String name(Check check) {
        return check.code() + ": " + check.name();
    }

    static Finding finding(Findings findings, String code) {
        return findings.of(code).orElseThrow(() -> new IllegalStateException("no finding of " + code));
    }

    static void require(Finding finding) {
        if (finding.outcome() == Outcome.FAIL) {
            throw new AssertionFailedError("\n" + text(finding));
        }
        if (finding.outcome() != Outcome.PASS) {
            throw new TestAbortedException(text(finding));
        }
    }

    static String text(Finding finding) {
        return new FindingText(100, false).of(finding, "souschef explain " + finding.code());
    }

    /** The findings of a check-up that runs when they are first asked for. */
    static final class Once implements Supplier<Findings> {
        private final Checkup checkup;
        private Findings findings = new Findings(java.util.List.of(), 0);
        private boolean ran;

        Once(Checkup checkup) {
            this.checkup = checkup;
        }

        @Override
        public synchronized Findings get() {
            if (!ran) {
                findings = checkup.run();
                ran = true;
            }
            return findings;
        }
    }
}
