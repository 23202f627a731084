package io.souschef.junit;

import io.souschef.Souschef;
import io.souschef.check.Check;
import io.souschef.check.Checkup;
import io.souschef.check.Findings;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.report.FindingText;
import io.souschef.train.TrainingProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
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
 * A check that fails is a test that fails, with what was measured and expected, the cause and the fix; so is one that could not judge although it
 * applies, because the program threw, hung or gave what is no number, or because the time was up. One that doesn't apply, that was left out, or that
 * only warns is a test that was aborted, with the reason. All checks run when the first of the tests
 * does, so that a symptom knows its cause.
 */
public final class SouschefTests {
    private static final int WIDTH = 100;

    private SouschefTests() {}

    /** A test per check, of the program that {@code make} makes from a seed. */
    public static Stream<DynamicTest> of(LongFunction<? extends TrainingProgram> make) {
        return of(Checkup.of(make));
    }

    /** The same, with a budget, or without some checks. */
    public static Stream<DynamicTest> of(Checkup checkup) {
        return tests(checkup, new Once(checkup, findings -> {}));
    }

    /** The same, and writes a page that shows all of it: {@code Path.of("target/souschef.html")}. */
    public static Stream<DynamicTest> of(Checkup checkup, Path page) {
        String subject = "training program, seed " + checkup.seed();
        return tests(checkup, new Once(checkup, findings -> Souschef.write(findings, subject, page)));
    }

    private static Stream<DynamicTest> tests(Checkup checkup, Once once) {
        return checkup.checks().stream()
                .map(check -> DynamicTest.dynamicTest(name(check), () -> require(once.finding(check.code()))));
    }

    private static String name(Check check) {
        return check.code() + ": " + check.name();
    }

    private static void require(Finding finding) {
        if (finding.outcome() == Outcome.FAIL || finding.outcome() == Outcome.ERROR) {
            throw new AssertionFailedError("\n" + text(finding));
        }
        if (finding.outcome() != Outcome.PASS) {
            throw new TestAbortedException(text(finding));
        }
    }

    static String text(Finding finding) {
        return new FindingText(WIDTH, false).of(finding, "souschef explain " + finding.code());
    }

    /** A check-up that runs when it is first asked for. */
    private static final class Once {
        private final Checkup checkup;
        private final Consumer<Findings> then;
        private Findings findings = new Findings(List.of(), 0);
        private boolean ran;

        Once(Checkup checkup, Consumer<Findings> then) {
            this.checkup = checkup;
            this.then = then;
        }

        synchronized Finding finding(String code) {
            if (!ran) {
                findings = checkup.run();
                ran = true;
                then.accept(findings);
            }
            return findings.of(code).orElseThrow(() -> new IllegalStateException("no finding of " + code));
        }
    }
}
