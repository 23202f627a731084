package io.souschef.junit;

import io.souschef.check.Checkup;
import io.souschef.check.Explanation;
import io.souschef.check.Findings;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/**
 * What must hold of a training program, in words.
 *
 * <pre>{@code
 * assertThatTraining(MyProgram::new).startsAtTheExpectedLoss().overfitsOneBatch().keepsExamplesApart().clearsGradients();
 * }</pre>
 *
 * Each is one check. One that could not judge does not hold: it fails, with the reason.
 */
public final class TrainingAssert {
    private final Supplier<Findings> findings;

    private TrainingAssert(Supplier<Findings> findings) {
        this.findings = findings;
    }

    /** Begins with the program that {@code make} makes from a seed. */
    public static TrainingAssert assertThatTraining(LongFunction<? extends TrainingProgram> make) {
        return assertThatTraining(Checkup.of(make));
    }

    /** The same, with a budget, or without some checks. */
    public static TrainingAssert assertThatTraining(Checkup checkup) {
        return new TrainingAssert(new SouschefTests.Once(checkup));
    }

    /** No check fails. Those that could not judge don't count. */
    public TrainingAssert isSound() {
        List<Finding> failed = findings.get().failed();
        if (!failed.isEmpty()) {
            throw new AssertionFailedError(
                    "\n" + failed.stream().map(SouschefTests::text).collect(Collectors.joining("\n")));
        }
        return this;
    }

    public TrainingAssert startsAtTheExpectedLoss() {
        return passes("loss-at-init");
    }

    public TrainingAssert overfitsOneBatch() {
        return passes("cannot-overfit-one-batch");
    }

    public TrainingAssert keepsExamplesApart() {
        return passes("batch-mixed");
    }

    public TrainingAssert learnsFromItsInput() {
        return passes("input-ignored");
    }

    public TrainingAssert seesOnlyThePast() {
        return passes("sees-the-future");
    }

    public TrainingAssert clearsGradients() {
        return passes("gradients-not-cleared");
    }

    public TrainingAssert trainsInTrainingMode() {
        return passes("trained-in-evaluation-mode").passes("training-mode-not-restored");
    }

    public TrainingAssert givesLogitsToItsLoss() {
        return passes("softmax-before-cross-entropy");
    }

    public TrainingAssert keepsItsLearningRate() {
        return passes("rate-decays-to-zero-early").passes("schedule-stepped-per-batch");
    }

    public TrainingAssert isReproducible() {
        return passes("not-reproducible");
    }

    /**
     * The check with this code passes.
     *
     * @throws io.souschef.check.NoSuchCheck when no check has it
     */
    public TrainingAssert passes(String code) {
        Explanation.of(code);
        Finding finding = SouschefTests.finding(findings.get(), code);
        if (finding.outcome() != Outcome.PASS) {
            throw new AssertionFailedError("\n" + SouschefTests.text(finding));
        }
        return this;
    }
}
