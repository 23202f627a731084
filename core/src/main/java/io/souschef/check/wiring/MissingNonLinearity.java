package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Two linear layers with nothing between them are one linear layer, however wide. So a net with several of them should not be an
 * affine function of its input, and no layer should take another's result as it is, unless it has to pass a narrower waist, or
 * something else takes it too: another layer, a loss, an evaluation. Where one part of a net ends and another begins, or a sum is between
 * the two, it is a warning; so is an affine net of which each layer has its reason, a narrow code or weights that stay as they are.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">overfit: the model is large enough</a>
 */
public final class MissingNonLinearity implements Check {
    @Override
    public String name() {
        return "an activation between layers";
    }

    @Override
    public String code() {
        return "missing-non-linearity";
    }

    @Override
    public Finding run(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        if (chart.layers().size() < 2) {
            throw new CouldNotJudge(
                    "the net has %d layer with weights that a trace can see",
                    chart.layers().size());
        }
        Optional<Double> affinity = affinity(subject);
        List<Chains.Pair> pairs = pairs(subject, chart);
        boolean linear = affinity.isPresent() && affinity.get() < Affinity.AFFINE && oneAfterTheOther(chart);
        boolean meant = linear && new Chains(chart).isAffineOnPurpose();
        boolean affine = linear && !meant;
        boolean joints = pairs.stream().allMatch(pair -> pair.pooled() || pair.betweenParts());
        Finding.Draft draft = finding()
                .measured("%s%s", affinity.map(MissingNonLinearity::text).orElse("not an input to add up"), text(pairs))
                .expected(
                        "|f(a + b) − f(a) − f(b) + f(0)| well above rounding, and an activation after each layer but the last")
                .cause(
                        affine
                                ? "the net is an affine function of its input: its %d layers are worth one"
                                        .formatted(chart.layers().size())
                                : !pairs.isEmpty()
                                        ? "there is no activation between these two layers"
                                        : meant
                                                ? "the net is an affine function of its input; principal components are meant so, and random"
                                                        + " projections"
                                                : "")
                .fix("put an activation between them, e.g. fc2.forward(fc1.forward(x).relu())");
        return affine || !joints ? draft.failIf(true) : draft.warnIf(meant || !pairs.isEmpty());
    }

    /**
     * Those of the forward pass that are such in a step, too: nothing in its losses takes what is between them, nor in an evaluation that
     * compares codes.
     */
    private static List<Chains.Pair> pairs(Subject subject, Chart chart) {
        List<Chains.Pair> pairs = new Chains(chart).pairs();
        if (pairs.isEmpty()) {
            return pairs;
        }
        Chains step = new Chains(subject.measured(new StepChart()));
        List<Chains.Pair> always = pairs.stream()
                .filter(pair -> step.isAlways(pair.first(), pair.second()))
                .toList();
        if (always.isEmpty()) {
            return always;
        }
        Chart evaluation = subject.measured(new EvaluationChart());
        Chains chains = new Chains(evaluation);
        boolean cutShort = EvaluationChart.isCutShort(evaluation);
        return always.stream()
                .filter(pair -> !chains.isReadApart(pair.first(), pair.second(), cutShort))
                .toList();
    }

    /** Whether any layer comes after another; a sum of linear parts, of a trend and of what is left, is meant to be linear. */
    private static boolean oneAfterTheOther(Chart chart) {
        return chart.layers().stream().anyMatch(second -> chart.layers().stream()
                .anyMatch(first -> first.index() != second.index()
                        && first.multiplies()
                        && chart.ancestors(second).contains(first.index())));
    }

    private static Optional<Double> affinity(Subject subject) {
        try {
            return Optional.of(subject.measured(new Affinity()));
        } catch (CouldNotJudge notNumbers) {
            return Optional.empty();
        }
    }

    private static String text(double affinity) {
        return "f is off an affine function by %.2g of its size".formatted(affinity);
    }

    private static String text(List<Chains.Pair> pairs) {
        return pairs.isEmpty()
                ? ""
                : "; " + pairs.get(0).second() + " takes what " + pairs.get(0).first() + " gives";
    }
}
