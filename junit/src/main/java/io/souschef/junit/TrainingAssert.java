package io.souschef.junit;

import io.souschef.check.Checkup;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/**
 * What must hold of a training program, in words.
 *
 * <pre>{@code
 * assertThatTraining(MyProgram::new).startsAtTheExpectedLoss().overfitsOneBatch().keepsExamplesApart().clearsGradients();
 * }</pre>
 *
 * Each word is one check, or several that look at the same from different sides, and costs what these cost. It holds when none of them fails, each
 * that applies could judge, and one at least did. Where none applies, it doesn't hold: it fails, with the reasons.
 */
public final class TrainingAssert {
    private final Checkup checkup;
    private final Subject subject;

    private TrainingAssert(Checkup checkup) {
        this.checkup = checkup;
        this.subject = checkup.subject();
    }

    /** Begins with the program that {@code make} makes from a seed. */
    public static TrainingAssert assertThatTraining(LongFunction<? extends TrainingProgram> make) {
        return assertThatTraining(Checkup.of(make));
    }

    /** The same, with another seed, a budget, or without some checks. */
    public static TrainingAssert assertThatTraining(Checkup checkup) {
        return new TrainingAssert(checkup);
    }

    /** No check of the whole catalogue fails, and each that applies could judge. Those that don't apply, or were left out, don't count. */
    public TrainingAssert isSound() {
        require(checkup.run().all());
        return this;
    }

    /** The loss of a fresh net is what a net that knows nothing costs. */
    public TrainingAssert startsAtTheExpectedLoss() {
        return passes("loss-at-init");
    }

    /** One batch is learnt by heart, every target of it. */
    public TrainingAssert overfitsOneBatch() {
        return passes("cannot-overfit-one-batch");
    }

    /** What the net says of one example doesn't depend on the others in the batch. */
    public TrainingAssert keepsExamplesApart() {
        return passes("batch-mixed", "view-instead-of-permute", "recurrence-over-batch");
    }

    /** With its inputs it learns more than with zeros. */
    public TrainingAssert learnsFromItsInput() {
        return passes("input-ignored");
    }

    /** No position of a sequence sees a later one. */
    public TrainingAssert seesOnlyThePast() {
        return passes("sees-the-future", "mask-can-be-beaten", "mask-inverted", "softmax-over-queries");
    }

    /** The target is no token that the net is shown. */
    public TrainingAssert predictsTheNextToken() {
        return passes("input-leaks-into-target", "targets-shifted-twice");
    }

    /** What is padded on doesn't move the outputs, and doesn't count in the loss. */
    public TrainingAssert ignoresPadding() {
        return passes("padding-attended", "padding-counts-in-loss");
    }

    /** Gradients are cleared, and not before they were used. */
    public TrainingAssert clearsGradients() {
        return passes("gradients-not-cleared", "gradients-cleared-before-update");
    }

    /** The gradient is clipped, as declared, and not the loss. */
    public TrainingAssert clipsTheGradientNotTheLoss() {
        return passes("loss-clipped-instead-of-gradient", "gradient-clipping-ineffective");
    }

    /** Gradients of several batches are averaged, and none is lost. */
    public TrainingAssert accumulatesTheMean() {
        return passes("accumulation-not-divided", "partial-accumulation-dropped");
    }

    /** Every parameter that isn't declared frozen is reached by a gradient and moved by the optimiser. */
    public TrainingAssert trainsEveryParameter() {
        return passes(
                "parameters-missing-in-optimizer",
                "parameters-frozen-by-accident",
                "parameters-not-registered",
                "layer-never-called",
                "gradient-cut-off");
    }

    public TrainingAssert trainsInTrainingMode() {
        return passes("trained-in-evaluation-mode", "training-mode-not-restored");
    }

    public TrainingAssert evaluatesInEvaluationMode() {
        return passes("evaluation-in-training-mode", "dropout-in-evaluation", "dropout-ignores-mode");
    }

    /** An evaluation leaves weights and running statistics as they are. */
    public TrainingAssert evaluatesWithoutATrace() {
        return passes("evaluation-changes-the-net");
    }

    /** The evaluation is over every example of its split, each counting alike. */
    public TrainingAssert evaluatesOnEveryExample() {
        return passes("evaluation-on-part", "evaluation-of-some-batches", "mean-of-batch-means");
    }

    /** No example is in both splits. */
    public TrainingAssert keepsSplitsApart() {
        return passes("train-in-validation", "evaluates-on-training-data");
    }

    /** Training and evaluation show the net the same kind of numbers. */
    public TrainingAssert normalisesBothSplitsAlike() {
        return passes("evaluation-normalised-differently", "pretrained-mean-not-used");
    }

    public TrainingAssert shufflesItsExamples() {
        return passes("not-shuffled", "same-order-every-epoch");
    }

    /** Each example comes once in an epoch. */
    public TrainingAssert showsEveryExampleOnce() {
        return passes("examples-dropped", "examples-repeated");
    }

    /** The labels belong to the inputs beside them. */
    public TrainingAssert pairsInputsWithTheirLabels() {
        return passes("labels-shuffled-against-inputs");
    }

    /** What a flip or a turn changes in the image, it changes in the label, too. */
    public TrainingAssert augmentsLabelsWithInputs() {
        return passes("flip-without-label", "mask-not-augmented");
    }

    /** The loss gets what it expects: logits where it has a softmax of its own. */
    public TrainingAssert givesLogitsToItsLoss() {
        return passes("softmax-before-cross-entropy", "loss-expects-probabilities");
    }

    /** The learning rate follows its schedule, to its end. */
    public TrainingAssert keepsItsLearningRate() {
        return passes(
                "rate-decays-to-zero-early", "schedule-stepped-per-batch", "warmup-never-ends", "schedule-not-applied");
    }

    /** From its checkpoint it goes on to the same weights. */
    public TrainingAssert resumesWhereItStopped() {
        return passes("checkpoint-incomplete", "schedule-replayed-on-resume");
    }

    /** The same seed gives the same bits. */
    public TrainingAssert isReproducible() {
        return passes("not-reproducible");
    }

    /**
     * Of the checks with these codes none fails, each that applies could judge, and one did.
     *
     * @throws io.souschef.check.NoSuchCheck when there is no check with one of them
     */
    public TrainingAssert passes(String code, String... more) {
        require(Stream.concat(Stream.of(code), Stream.of(more))
                .map(each -> checkup.run(each, subject))
                .toList());
        return this;
    }

    private static void require(List<Finding> findings) {
        if (findings.stream().anyMatch(is(Outcome.FAIL))) {
            throw failure("", findings.stream().filter(is(Outcome.FAIL).or(is(Outcome.ERROR))));
        }
        if (findings.stream().anyMatch(is(Outcome.ERROR))) {
            throw failure("could not be judged", findings.stream().filter(is(Outcome.ERROR)));
        }
        if (findings.stream().allMatch(is(Outcome.SKIP))) {
            throw failure(
                    "does not apply to this program, so that nothing is known: leave it out, or see what the check needs",
                    findings.stream());
        }
    }

    private static Predicate<Finding> is(Outcome outcome) {
        return finding -> finding.outcome() == outcome;
    }

    private static AssertionFailedError failure(String why, Stream<Finding> findings) {
        return new AssertionFailedError(
                why + "\n" + findings.map(SouschefTests::text).collect(Collectors.joining("\n")));
    }
}
