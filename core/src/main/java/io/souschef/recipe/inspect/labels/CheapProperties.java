package io.souschef.recipe.inspect.labels;

import io.souschef.data.Labels;
import io.souschef.data.axis.Axis;
import io.souschef.data.shortcut.Shortcut;
import io.souschef.data.shortcut.Shortcuts;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well the label can be told from one cheap property: of a picture its brightness, its border, its colour, its size; of a text its length,
 * its capitals, its digits. A little is
 * natural (a 1 has less ink than an 8), and where there are two classes a lot may be (sandals have less ink than coats). But a net that finds
 * one number which tells the class learns nothing else, and often that number says where or by whom a picture was taken. Which of the two
 * it is, no number says: a person has to look.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"what variation is spurious", section 1 of the recipe</a>
 */
public final class CheapProperties implements Look {
    /**
     * Of the way from chance to certainty. The best property of all ten classes: digits 0.19, Fashion-MNIST 0.25. Of two of their classes,
     * over all 90 pairs: 0.07 to 0.98, in the middle 0.68; backgrounds that differ by class in made pictures: 0.98. With labels handed out at random to 1,000 digits, evenly or 90
     * to 10, the best property over 40 seeds: 0.15 and 0.22 at most; where the brightness of one class was raised by two deviations, 0.64 and
     * 0.66 in the middle, reported in all 40.
     */
    private static final double LIFT = 0.5;

    private static final double PROBABILITY = 0.01;

    /** Of the seconds of the stage. */
    private static final double SHARE = 0.05;

    private static final int BINS = 24, CLASSES = 8;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().isPresent() ? Optional.empty() : seen.labels().flatMap(labels -> finding(seen, labels));
    }

    private static Optional<Finding> finding(Inspection seen, Labels labels) {
        int[] train = seen.dataset().split().train();
        List<Axis> varying =
                seen.cheapAxes().stream().filter(CheapProperties::varies).toList();
        List<Shortcut> shortcuts = Shortcuts.of(labels, train, varying, SHARE * seen.seconds(), seen.seed());
        if (shortcuts.isEmpty()) {
            return Optional.empty();
        }
        List<String> strong = shortcuts.stream()
                .filter(s -> s.lift() >= LIFT && s.probability() < PROBABILITY)
                .map(s -> s.axis().name())
                .toList();
        Shortcut best = shortcuts.get(0);
        Finding.Draft draft = Finding.of("what one property tells", "cheap-properties")
                .measured(
                        "'%s' alone tells the class in %s of the cases, chance in %s (mean over the classes; p %s %.3f, the best of %d; %,d examples)",
                        best.axis().name(),
                        Phrases.percent(best.accuracy()),
                        Phrases.percent(best.chance()),
                        best.probability() <= 0.001 ? "≤" : "=",
                        best.probability(),
                        shortcuts.size(),
                        Math.min(Shortcuts.MOST, train.length))
                .expected("less than half of the way from chance to certainty")
                .evidence(bars(shortcuts), densities(labels, train, best.axis()));
        if (strong.isEmpty()) {
            return Optional.of(draft.okIf(true));
        }
        return Optional.of(draft.fix(
                        seen.images().isPresent()
                                ? "if the pictures were taken in different ways, take that away: crop, normalise, or collect the classes alike"
                                : "if the texts were collected in different ways, take that away: cut to one length, strip what their source added, or collect the classes alike")
                .needsEyes(
                        "the classes differ in %s: is that what they are about, or how they were collected?",
                        String.join(", ", strong)));
    }

    private static boolean varies(Axis axis) {
        Axis.Spread spread = axis.spread();
        return spread.min() < spread.max();
    }

    private static Evidence bars(List<Shortcut> shortcuts) {
        return Evidence.Bars.of(
                "What one property tells about the class",
                "From 0, no more than chance, to 100, the class for certain; an example is guessed from the others whose property is about as large.",
                "%",
                shortcuts.stream().map(s -> s.axis().name()).toList(),
                shortcuts.stream().mapToDouble(s -> 100 * s.lift()).toArray());
    }

    private static Evidence densities(Labels labels, int[] train, Axis axis) {
        Axis.Spread spread = axis.spread();
        double width = (spread.max() - spread.min()) / BINS;
        int[] counts = labels.counts(train);
        int[] shown = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer k) -> -counts[k]))
                .limit(CLASSES)
                .mapToInt(k -> k)
                .sorted()
                .toArray();
        double[] middles = IntStream.range(0, BINS)
                .mapToDouble(b -> spread.min() + (b + 0.5) * width)
                .toArray();
        List<Evidence.Line> lines = new ArrayList<>();
        for (int k : shown) {
            double[] shares = new double[BINS];
            Arrays.stream(train)
                    .filter(id -> labels.values()[id] == k && !Double.isNaN(axis.values()[id]))
                    .forEach(id -> shares[bin(axis.values()[id], spread.min(), width)] += 100.0 / counts[k]);
            lines.add(Evidence.Line.of(labels.classes().get(k), middles, shares));
        }
        return new Evidence.Curves(
                "'" + axis.name() + "' in each class",
                axis.unit().isEmpty() ? axis.name() : "%s [%s]".formatted(axis.name(), axis.unit()),
                "examples of the class [%]",
                "Humps that lie apart are classes that this property alone tells apart."
                        + (counts.length > CLASSES ? " The %d most frequent classes.".formatted(CLASSES) : ""),
                lines,
                false,
                false);
    }

    private static int bin(double value, double from, double width) {
        return width > 0 ? Math.min(BINS - 1, (int) ((value - from) / width)) : 0;
    }
}
