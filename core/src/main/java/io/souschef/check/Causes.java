package io.souschef.check;

import io.souschef.check.symptoms.FiniteNumbers;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows from what. A program with one bug fails several checks: the one that names it, and those that only see that
 * training doesn't work. The latter become warnings that say what they follow from.
 */
final class Causes {
    /** What any bug can lead to. Of these the earlier explain the later. */
    private static final List<String> SYMPTOMS = List.of(
            "constant-predictions",
            "learning-rate-unfit",
            "input-ignored",
            "training-loss-rises",
            "cannot-overfit-one-batch");

    /** What else a certain bug leads to. */
    private static final Map<String, Set<String>> LEADS_TO = Map.ofEntries(
            Map.entry(
                    "softmax-before-cross-entropy",
                    Set.of("activation-on-logits", "output-cannot-reach-targets", "loss-at-init")),
            Map.entry(
                    "loss-expects-probabilities",
                    Set.of(
                            "loss-at-init",
                            "loss-numerically-unstable",
                            "loss-wrong-for-task",
                            "loss-sign-flipped",
                            "loss-clipped-instead-of-gradient")),
            Map.entry(
                    "softmax-over-wrong-axis",
                    Set.of("loss-at-init", "loss-wrong-for-task", "loss-clipped-instead-of-gradient")),
            Map.entry(
                    "loss-clipped-instead-of-gradient", // what is masked pulls at no loss, what is clipped at a small
                    // one
                    Set.of("ignore-index-is-a-class", "all-labels-masked", "gradients-cleared-before-update")),
            Map.entry("regularization-dominates", Set.of("weight-decay-too-strong", "loss-wrong-for-task")),
            Map.entry("trained-in-evaluation-mode", Set.of("batch-norm-statistics-of-other-data")),
            Map.entry("hidden-state-carried", Set.of("dropout-ignores-mode", "evaluation-on-part")),
            Map.entry("final-bias-not-set", Set.of("metric-disagrees-with-loss")),
            Map.entry(
                    "softmax-on-one-unit",
                    Set.of("softmax-before-cross-entropy", "gradients-cleared-before-update", "all-labels-masked")),
            Map.entry("loss-sign-flipped", Set.of("loss-at-init")),
            Map.entry("loss-wrong-for-task", Set.of("metric-disagrees-with-loss")),
            Map.entry("recurrence-over-batch", Set.of("padding-attended")),
            Map.entry("loss-broadcasts", Set.of("loss-at-init")),
            Map.entry("view-instead-of-permute", Set.of("sees-the-future", "input-leaks-into-target", "mask-inverted")),
            Map.entry("residual-doubled", Set.of("loss-at-init")),
            Map.entry("weight-decay-too-strong", Set.of("evaluation-on-part")),
            Map.entry("label-smoothing-in-evaluation", Set.of("evaluation-on-part")),
            Map.entry("evaluation-in-training-mode", Set.of("evaluation-on-part")),
            Map.entry("evaluation-changes-the-net", Set.of("evaluation-on-part")),
            Map.entry("accumulation-not-divided", Set.of("partial-accumulation-dropped")));

    private static final String NOT_FINITE = FiniteNumbers.CODE;

    /** What makes numbers that aren't finite: it is the cause of them, not the other way round. */
    private static final Set<String> OF_NOT_FINITE = Set.of(
            "nan-in-inputs",
            "missing-values-as-numbers",
            "inputs-not-normalised",
            "labels-scaled",
            "targets-unscaled",
            "all-labels-masked",
            "attention-not-scaled",
            "initial-weights-too-large",
            "residual-doubled",
            "loss-expects-probabilities",
            "loss-numerically-unstable",
            "loss-sign-flipped",
            "loss-wrong-for-task",
            "loss-summed-over-batch",
            "loss-scale-wrong",
            "gradients-not-cleared",
            "accumulation-not-divided",
            "gradient-clipping-ineffective",
            "optimizer-stepped-twice",
            "learning-rate-unfit");

    private Causes() {}

    /** Whether the numbers of a program that aren't finite may come from it. */
    static boolean makesNotFinite(String code) {
        return OF_NOT_FINITE.contains(code);
    }

    /** The same findings, with failures that others explain turned into warnings. */
    static List<Finding> arranged(List<Finding> all) {
        List<Finding> failed = all.stream()
                .filter(finding -> finding.outcome() == Outcome.FAIL)
                .toList();
        return all.stream()
                .map(finding -> cause(finding, failed)
                        .map(cause -> following(finding, cause))
                        .orElse(finding))
                .toList();
    }

    private static Optional<Finding> cause(Finding finding, List<Finding> failed) {
        if (finding.outcome() != Outcome.FAIL) {
            return Optional.empty();
        }
        Optional<Finding> certain = failed.stream()
                .filter(other -> (finding.code().equals(NOT_FINITE) && makesNotFinite(other.code()))
                        || LEADS_TO.getOrDefault(other.code(), Set.of()).contains(finding.code()))
                .findFirst();
        int rank = SYMPTOMS.indexOf(finding.code());
        return rank < 0
                ? certain
                : certain.or(() -> failed.stream()
                                .filter(other -> !SYMPTOMS.contains(other.code())
                                        && !(other.code().equals(NOT_FINITE) && makesNotFinite(finding.code())))
                                .findFirst())
                        .or(() -> failed.stream()
                                .filter(other ->
                                        SYMPTOMS.contains(other.code()) && SYMPTOMS.indexOf(other.code()) < rank)
                                .findFirst());
    }

    private static Finding following(Finding finding, Finding cause) {
        return new Finding(
                finding.check(),
                finding.code(),
                Outcome.WARN,
                finding.measured(),
                finding.expected(),
                "most likely because of " + cause.code(),
                "mend " + cause.code() + " first, then look again",
                finding.evidence(),
                finding.seconds());
    }
}
