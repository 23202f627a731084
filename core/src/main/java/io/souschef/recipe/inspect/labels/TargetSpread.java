package io.souschef.recipe.inspect.labels;

import io.souschef.data.Numbers;
import io.souschef.data.axis.Axis;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the number to be predicted is spread over the training examples. With a long tail a few examples make most of the squared error,
 * and with it of the gradient.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"visualize their distributions and the outliers", section 1</a>
 */
public final class TargetSpread implements Look {
    /**
     * The share of the sum of squares that the outermost hundredth of the examples may have. A normal distribution gives it 0.08, a
     * uniform one 0.03, an exponential one 0.22, a log-normal one 0.21 with σ = 0.5, 0.34 with 0.75, and 0.49 with σ = 1 (a million draws).
     */
    private static final double HEAVY = 0.35;

    private static final int BINS = 40;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.numbers().map(numbers -> finding(seen, numbers));
    }

    private static Finding finding(Inspection seen, Numbers numbers) {
        double[] train = Arrays.stream(seen.dataset().split().train())
                .mapToDouble(id -> numbers.values()[id])
                .toArray();
        Axis.Spread spread = seen.summary().target();
        double share = outermost(train, spread.mean());
        boolean heavy = share > HEAVY;
        boolean positive = spread.min() > 0;
        return Finding.of("spread of the target", "target-spread")
                .measured(
                        "'%s': %s … %s, median %s, mean %s, standard deviation %s; the outermost 1 %% make %s of the squares",
                        numbers.name(),
                        Phrases.number(spread.min()),
                        Phrases.number(spread.max()),
                        Phrases.number(spread.median()),
                        Phrases.number(spread.mean()),
                        Phrases.number(spread.std()),
                        Phrases.percent(share))
                .expected("at most %.0f %%", 100 * HEAVY)
                .cause(heavy ? "a long tail, or values that can't be" : "")
                .fix(
                        !heavy
                                ? ""
                                : positive
                                        ? "look at the largest; if they are real, predict the logarithm"
                                        : "look at the outermost; if they are real, use a robust loss")
                .evidence(Evidence.Histogram.of(
                        "The target over the training examples",
                        "One hump without a long tail is best; a spike at one value is often a default or a cap.",
                        numbers.name(),
                        train,
                        BINS))
                .warnIf(heavy);
    }

    private static double outermost(double[] values, double mean) {
        double[] squares =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sorted().toArray();
        double all = Arrays.stream(squares).sum();
        int few = Math.max(1, squares.length / 100);
        double outer =
                Arrays.stream(squares, squares.length - few, squares.length).sum();
        return all > 0 ? outer / all : 0;
    }
}
