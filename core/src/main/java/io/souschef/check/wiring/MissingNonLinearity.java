package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two linear layers with nothing between them are one linear layer, however wide. So a net with several of them should not be an
 * affine function of its input, and no layer should take another's result as it is, unless it has to pass a narrower waist.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">overfit: the model is large enough</a>
 */
public final class MissingNonLinearity implements Check {
    /** One layer's result as another's operand. */
    private record Pair(String first, String second) {}

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
        List<Pair> pairs = pairs(chart);
        boolean affine = affinity.isPresent() && affinity.get() < Affinity.AFFINE && oneAfterTheOther(chart);
        return finding()
                .measured("%s%s", affinity.map(MissingNonLinearity::text).orElse("not an input to add up"), text(pairs))
                .expected(
                        "|f(a + b) − f(a) − f(b) + f(0)| well above rounding, and an activation after each layer but the last")
                .cause(
                        affine
                                ? "the net is an affine function of its input: its %d layers are worth one"
                                        .formatted(chart.layers().size())
                                : pairs.isEmpty() ? "" : "there is no activation between these two layers")
                .fix("put an activation between them, e.g. fc2.forward(fc1.forward(x).relu())")
                .okIf(!affine && pairs.isEmpty());
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

    private static String text(List<Pair> pairs) {
        return pairs.isEmpty()
                ? ""
                : "; " + pairs.get(0).second() + " takes what " + pairs.get(0).first() + " gives";
    }

    private static List<Pair> pairs(Chart chart) {
        return chart.layers().stream()
                .flatMap(second -> chart
                        .before(second, chart::isLinear)
                        .filter(first -> first.multiplies() && leadsOnlyTo(chart, first, second))
                        .filter(first -> isWaste(chart, first, second))
                        .map(first -> new Pair(weightName(first), weightName(second)))
                        .stream())
                .toList();
    }

    /** Activations without weights: where nobody takes the result of one, it was forgotten. */
    private static final Set<String> ACTIVATIONS =
            Set.of("relu", "leakyRelu", "gelu", "silu", "mish", "selu", "tanh", "sigmoid");

    /** Whether nothing else takes what the first layer gives, to any effect: a residual stream is taken by others. */
    private static boolean leadsOnlyTo(Chart chart, Op first, Op second) {
        Op at = first;
        while (at.index() != second.index()) {
            List<Op> after = chart.after(at).stream()
                    .filter(op -> !ACTIVATIONS.contains(op.kind()) || !isForgotten(chart, op))
                    .toList();
            if (after.size() != 1) {
                return false;
            }
            at = after.get(0);
        }
        return true;
    }

    private static boolean isForgotten(Chart chart, Op op) {
        return op.index() != chart.output() && chart.after(op).isEmpty();
    }

    private static String weightName(Op op) {
        return op.weight().map(Source::name).orElse(op.name());
    }

    /**
     * Whether the first layer brings nothing: it doesn't factor a matrix into thinner ones, and isn't the projection that ends an
     * attention. Convolutions are judged only where neither is pointwise or grouped: separable ones are meant so.
     */
    private static boolean isWaste(Chart chart, Op first, Op second) {
        List<Long> one = first.weight().orElseThrow().shape();
        List<Long> two = second.weight().orElseThrow().shape();
        if (first.is("linear") && second.is("linear")) {
            return one.get(0) >= Math.min(one.get(1), two.get(0)) && !endsAnAttention(chart, first);
        }
        return first.is("conv2d") && second.is("conv2d") && isFull(one, first) && isFull(two, second);
    }

    private static boolean endsAnAttention(Chart chart, Op projection) {
        return chart.before(projection, op -> chart.isLinear(op) && !takesInput(op))
                .filter(op -> op.is("matmul", "scaledDotProductAttention", "causal", "lstm", "embedding"))
                .isPresent();
    }

    /** Whether it takes an input of the net, as it is: numbers beside embeddings. */
    private static boolean takesInput(Op op) {
        return op.sources().stream().anyMatch(source -> source.kind() == Source.Kind.INPUT);
    }

    private static boolean isFull(List<Long> weight, Op op) {
        long channels = op.sources().get(0).shape().get(1);
        return weight.get(2) > 1 && weight.get(1) == channels;
    }
}
