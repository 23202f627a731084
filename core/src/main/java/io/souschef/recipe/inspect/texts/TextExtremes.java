package io.souschef.recipe.inspect.texts;

import io.souschef.data.Texts;
import io.souschef.data.axis.Axis;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Excerpt;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Along every measured axis the distribution over all texts, and the texts at its two ends. What lies outermost is where mistakes of
 * collecting and reading come to light.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"the outliers especially almost always uncover some bugs", section 1</a>
 */
public final class TextExtremes implements Look {
    private static final int SHOWN = 5, BINS = 40, LETTERS = 100, AXES = 5;

    /** Interquartile ranges beyond the quartiles, of lengths on a logarithmic scale: Tukey's outer fence. */
    private static final double FENCE = 3;

    /** Lengths have long tails by nature. */
    private static final Set<String> LENGTHS = Set.of("characters", "words", "lines");

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.texts().map(texts -> finding(seen, texts));
    }

    private static Finding finding(Inspection seen, Texts texts) {
        List<Evidence> shown = new ArrayList<>();
        List<List<String>> ends = new ArrayList<>();
        Map<String, Long> beyond = new LinkedHashMap<>();
        for (Axis axis : seen.summary().axes()) {
            Axis.Spread spread = axis.spread();
            if (spread.min() < spread.max()) {
                long far = far(axis);
                beyond.put(axis.name().replace('_', ' '), far);
                shown.add(histogram(axis, far));
                add(seen, texts, axis, "lowest", axis.lowest(SHOWN), ends);
                add(seen, texts, axis, "highest", axis.highest(SHOWN), ends);
            }
        }
        shown.add(new Evidence.Grid(
                "The ends of every axis",
                "What are these, and are they in the data because they should be?",
                List.of("axis", "value", "text", "label", "how it begins"),
                ends,
                "lrlll"));
        return Finding.of("outliers along any axis", "extremes")
                .measured("%s", beyond.isEmpty() ? "nothing differs along any axis" : sentence(beyond, texts.size()))
                .expected(
                        "histograms of one hump: a second one, or a spike at an end, is a group that differs from the rest; "
                                + "extremes that are what their labels say, and that the net will meet again")
                .evidence(shown.toArray(Evidence[]::new))
                .needsEyes("is any of the extremes a mistake?");
    }

    private static String sentence(Map<String, Long> beyond, int texts) {
        List<String> axes = beyond.entrySet().stream()
                .filter(axis -> axis.getValue() > 0)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(axis -> "%,d by %s".formatted(axis.getValue(), axis.getKey()))
                .toList();
        return axes.isEmpty()
                ? "none of %,d texts is far from the others by any of %d measures".formatted(texts, beyond.size())
                : "of %,d texts, far from the others: %s".formatted(texts, Phrases.some(axes, AXES));
    }

    private static double[] scaled(Axis axis) {
        return LENGTHS.contains(axis.name())
                ? Arrays.stream(axis.values()).map(v -> Math.log10(v + 1)).toArray()
                : axis.values();
    }

    private static long far(Axis axis) {
        double[] values = scaled(axis);
        Axis.Spread spread = new Axis(axis.name(), "", values).spread();
        double reach = FENCE * (spread.q75() - spread.q25());
        return Arrays.stream(values)
                .filter(value -> value < spread.q25() - reach || value > spread.q75() + reach)
                .count();
    }

    private static Evidence histogram(Axis axis, long far) {
        boolean length = LENGTHS.contains(axis.name());
        return Evidence.Histogram.of(
                axis.name().substring(0, 1).toUpperCase(Locale.ROOT)
                        + axis.name().substring(1).replace('_', ' '),
                (far == 0 ? "None lies" : far == 1 ? "One lies" : "%,d lie".formatted(far))
                        + " further than three interquartile ranges from the quartiles.",
                length
                        ? "log10 of 1 + " + axis.name()
                        : axis.unit().isEmpty() ? axis.name() : "%s [%s]".formatted(axis.name(), axis.unit()),
                scaled(axis),
                BINS);
    }

    private static void add(Inspection seen, Texts texts, Axis axis, String end, int[] ids, List<List<String>> rows) {
        for (int id : ids) {
            rows.add(List.of(
                    end + " " + axis.name(),
                    Phrases.number(axis.values()[id]),
                    seen.nameOf(id),
                    seen.targetOf(id),
                    Excerpt.beginning(texts.get(id), LETTERS)));
        }
    }
}
