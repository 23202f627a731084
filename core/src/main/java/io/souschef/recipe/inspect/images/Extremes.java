package io.souschef.recipe.inspect.images;

import io.souschef.data.Images;
import io.souschef.data.axis.Axis;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Along every measured axis the distribution over all images, and the images at its two ends. What lies outermost is where mistakes
 * of collecting and reading come to light.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"the outliers especially almost always uncover some bugs", section 1</a>
 */
public final class Extremes implements Look {
    private static final int SHOWN = 8;
    private static final int BINS = 40;

    /** Of what was measured on files, that which has more than a few values. */
    private static final List<String> OF_FILES = List.of("sharpness", "file size");

    /** Interquartile ranges beyond the quartiles: Tukey's outer fence. Of a normal distribution 2 in a million lie beyond. */
    private static final double FENCE = 3;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images().map(images -> finding(seen, images));
    }

    private static Finding finding(Inspection seen, Images images) {
        List<Evidence> shown = new ArrayList<>();
        List<Evidence> ends = new ArrayList<>();
        List<String> beyond = new ArrayList<>();
        List<Axis> axes = new ArrayList<>(seen.summary().axes());
        OF_FILES.forEach(name -> images.files().axis(name).ifPresent(axes::add));
        for (Axis axis : axes) {
            Axis.Spread spread = axis.spread();
            if (spread.min() < spread.max()) {
                long far = far(axis, spread);
                beyond.add("%s %,d".formatted(axis.name(), far));
                shown.add(histogram(axis, far));
                end(seen, images, axis, "Lowest", axis.lowest(SHOWN), spread).ifPresent(ends::add);
                end(seen, images, axis, "Highest", axis.highest(SHOWN), spread).ifPresent(ends::add);
            }
        }
        shown.addAll(ends);
        return Finding.of("outliers along any axis", "extremes")
                .measured(
                        beyond.isEmpty()
                                ? "nothing differs along any axis"
                                : "far outside: " + String.join(", ", beyond)
                                        + " of %,d images".formatted(images.size()))
                .expected(
                        "histograms of one hump: a second one, or a spike at an end, is a group that differs from the rest; "
                                + "extremes that are what their labels say, and that the net will meet again")
                .evidence(shown.toArray(Evidence[]::new))
                .needsEyes("is any of the extremes a mistake?");
    }

    private static long far(Axis axis, Axis.Spread spread) {
        double reach = FENCE * (spread.q75() - spread.q25());
        return Arrays.stream(axis.values())
                .filter(value -> value < spread.q25() - reach || value > spread.q75() + reach)
                .count();
    }

    private static Evidence histogram(Axis axis, long far) {
        return Evidence.Histogram.of(
                capitalised(axis.name()),
                (far == 0 ? "None lies" : far == 1 ? "One lies" : "%,d lie".formatted(far))
                        + " further than three interquartile ranges from the quartiles.",
                axis.unit().isEmpty() ? axis.name() : "%s [%s]".formatted(axis.name(), axis.unit()),
                axis.values(),
                BINS);
    }

    /** Those that are not as most are; empty where there are none at this end. */
    private static Optional<Evidence> end(
            Inspection seen, Images images, Axis axis, String end, int[] ids, Axis.Spread spread) {
        int[] apart = Arrays.stream(ids)
                .filter(id -> axis.values()[id] != spread.median())
                .toArray();
        return apart.length == 0
                ? Optional.empty()
                : Optional.of(new Evidence.Pictures(
                        "%s %s".formatted(end, axis.name()),
                        "",
                        IntStream.range(0, apart.length)
                                .parallel() // to wait for the disk at the same time
                                .mapToObj(i -> picture(seen, images, axis, end, apart[i], i))
                                .toList(),
                        SHOWN));
    }

    private static Evidence.Picture picture(Inspection seen, Images images, Axis axis, String end, int id, int place) {
        String caption = "%s · %s\n%s".formatted(Phrases.number(axis.values()[id]), seen.targetOf(id), seen.nameOf(id));
        String name = "%s-%s-%d".formatted(axis.name().replace(' ', '-'), end.toLowerCase(Locale.ROOT), place);
        return seen.prints().one(name, images, id, caption);
    }

    private static String capitalised(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
