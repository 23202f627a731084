package io.souschef.data.columns;

import io.souschef.data.axis.Ascending;
import io.souschef.statistics.Holm;
import io.souschef.statistics.KolmogorovSmirnov;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Two units in one column of numbers: two heaps apart from one another that become one when the smaller numbers are multiplied by a
 * factor of conversion. That two heaps lie so is also chance, as with short and long petals; then the rows of the heaps differ in other
 * columns too. Rows that were written down in another unit are like all others.
 */
public final class UnitMixture {
    /**
     * A mixture.
     *
     * @param low rows of the heap with the smaller numbers
     * @param high rows of the other
     * @param largestLow its largest number
     * @param smallestHigh the smallest number of the other
     * @param conversion in words: "inches and centimetres"
     */
    public record Mixture(int low, int high, double largestLow, double smallestHigh, String conversion) {}

    /** large = factor · small + offset. */
    private record Conversion(double factor, double offset, String words) {
        double of(double small) {
            return factor * small + offset;
        }
    }

    private static final List<Conversion> CONVERSIONS = List.of(
            new Conversion(2.54, 0, "inches and centimetres"),
            new Conversion(1 / 0.3048, 0, "metres and feet"),
            new Conversion(12, 0, "feet and inches, or years and months"),
            new Conversion(1 / 0.45359237, 0, "kilograms and pounds"),
            new Conversion(1.609344, 0, "miles and kilometres"),
            new Conversion(1.8, 32, "degrees Celsius and Fahrenheit"),
            new Conversion(1, 273.15, "degrees Celsius and kelvins"),
            new Conversion(10, 0, "a factor of 10, as centimetres and millimetres"),
            new Conversion(60, 0, "a factor of 60, as minutes and seconds"),
            new Conversion(100, 0, "a factor of 100, as metres and centimetres, or fractions and percent"),
            new Conversion(1000, 0, "a factor of 1000, as kilograms and grams"),
            new Conversion(1024, 0, "a factor of 1024, as KiB and bytes"),
            new Conversion(1_000_000, 0, "a factor of a million"));

    /** Rows of the smaller heap. */
    private static final int FEW = 10;

    private static final double SHARE = 0.005;

    /** Different numbers of a heap; fewer are categories, and 1 and 1000 no two units. */
    private static final int DISTINCT = 5;

    /** How far the heaps lie apart, in the root of their mean variance: halves of a uniform distribution 3.5, of a normal one 2.7. */
    private static final double APART = 4;

    /** Of the rows about the middles of the heaps, those in a band as wide half-way between. */
    private static final double VALLEY = 0.1;

    /** How exactly the middles have to agree: a share of the spread of a heap, beside chance. */
    private static final double AGREE = 0.1;

    private static final double UNLIKE = 0.001;

    private UnitMixture() {}

    /**
     * @param column by row, NaN where a cell is missing
     * @param others what else is known of the rows, by column, then by row
     */
    public static Optional<Mixture> in(double[] column, List<double[]> others) {
        return in(column, () -> others);
    }

    /** The same, where others are asked for only if there are two heaps: hardly any column has them. */
    public static Optional<Mixture> in(double[] column, Supplier<List<double[]>> others) {
        int[] rows = IntStream.range(0, column.length)
                .filter(row -> !Double.isNaN(column[row]))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> column[row]))
                .mapToInt(row -> row)
                .toArray();
        double[] sorted = Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
        if (sorted.length < 4 * FEW) {
            return Optional.empty();
        }
        int first = IntStream.range(0, sorted.length)
                .filter(i -> sorted[i] > 0)
                .findFirst()
                .orElse(sorted.length);
        if (first == 0) {
            double[] logs = Arrays.stream(sorted).map(Math::log).toArray();
            Optional<Mixture> found = mixture(cut(logs), rows, sorted, others);
            if (found.isPresent()) {
                return found;
            }
        }
        return mixture(cut(sorted), rows, sorted, others);
    }

    private static Optional<Mixture> mixture(int cut, int[] rows, double[] sorted, Supplier<List<double[]>> others) {
        if (cut == 0) {
            return Optional.empty();
        }
        double[] low = Arrays.copyOf(sorted, cut);
        double[] high = Arrays.copyOfRange(sorted, cut, sorted.length);
        if (Math.min(distinct(low), distinct(high)) < DISTINCT) {
            return Optional.empty();
        }
        for (Conversion conversion : CONVERSIONS) {
            if (conversion.offset == 0 && low[0] <= 0) {
                continue;
            }
            double[] converted = Arrays.stream(low).map(conversion::of).toArray();
            if (sameHeap(converted, high) && likeAllOthers(rows, cut, others.get())) {
                return Optional.of(new Mixture(cut, sorted.length - cut, low[cut - 1], high[0], conversion.words));
            }
        }
        return Optional.empty();
    }

    private static boolean sameHeap(double[] converted, double[] high) {
        double deviation = Math.max(deviation(converted), deviation(high));
        double spread = Math.min(deviation(converted), deviation(high));
        double error = deviation * Math.sqrt(1.0 / converted.length + 1.0 / high.length);
        double d = KolmogorovSmirnov.distance(converted, high);
        return Math.abs(mean(converted) - mean(high)) <= AGREE * deviation + 3 * error
                && spread >= deviation / 2
                && (d < AGREE || KolmogorovSmirnov.probability(d, converted.length, high.length) >= UNLIKE);
    }

    private static boolean likeAllOthers(int[] rows, int cut, List<double[]> others) {
        double[] probabilities = others.stream()
                .mapToDouble(other -> unlike(
                        Arrays.stream(rows, 0, cut).mapToDouble(row -> other[row]),
                        Arrays.stream(rows, cut, rows.length).mapToDouble(row -> other[row])))
                .toArray();
        return Holm.least(probabilities) >= UNLIKE;
    }

    private static double unlike(DoubleStream first, DoubleStream second) {
        double[] a = Ascending.known(first);
        double[] b = Ascending.known(second);
        return a.length < 2 || b.length < 2
                ? 1
                : KolmogorovSmirnov.probability(KolmogorovSmirnov.distance(a, b), a.length, b.length);
    }

    /** Where sorted numbers fall into two heaps: the first place of the upper one, 0 where they don't. */
    private static int cut(double[] sorted) {
        int n = sorted.length;
        double[] sums = new double[n + 1];
        double[] squares = new double[n + 1];
        double shift = sorted[n / 2]; // or differences would drown in large numbers
        for (int i = 0; i < n; i++) {
            double v = sorted[i] - shift;
            sums[i + 1] = sums[i] + v;
            squares[i + 1] = squares[i] + v * v;
        }
        int few = Math.max(FEW, (int) (SHARE * n));
        int best = 0;
        double most = APART;
        for (int cut = few; cut <= n - few; cut++) {
            if (sorted[cut - 1] < sorted[cut]) {
                double m1 = sums[cut] / cut;
                double m2 = (sums[n] - sums[cut]) / (n - cut);
                double v1 = squares[cut] / cut - m1 * m1;
                double v2 = (squares[n] - squares[cut]) / (n - cut) - m2 * m2;
                double apart = (m2 - m1) / Math.sqrt(Math.max(1e-300, (v1 + v2) / 2));
                if (apart > most) {
                    most = apart;
                    best = cut;
                }
            }
        }
        return best > 0 && valley(sorted, best) ? best : 0;
    }

    private static boolean valley(double[] sorted, int cut) {
        double low = sorted[cut / 2];
        double high = sorted[cut + (sorted.length - cut) / 2];
        double width = (high - low) / 5;
        long between = count(sorted, (low + high) / 2, width);
        return between <= VALLEY * Math.min(count(sorted, low, width), count(sorted, high, width));
    }

    private static long count(double[] sorted, double middle, double width) {
        return Arrays.stream(sorted)
                .filter(v -> Math.abs(v - middle) <= width / 2)
                .count();
    }

    private static long distinct(double[] values) {
        return Arrays.stream(values).distinct().limit(DISTINCT).count();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length);
    }
}
