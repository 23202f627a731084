package io.souschef.recipe.inspect.look;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.axis.Ascending;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How much one column alone tells about the target. The rows of train and validation are put into bins by that column (numbers by their
 * quantiles, words one by one, missing cells in a bin of their own), and every bin predicts for each of its rows what the others in it
 * have: their mean, or the shares of their classes. The strength is the share of the loss that this saves against predicting the same
 * for all: of the squared error (a coefficient of determination), or of the log loss (an uncertainty coefficient). Straight or crooked,
 * of numbers or of words, it is on one scale; as no row is predicted from itself, many bins are not rewarded. Numbers are binned twice,
 * into √n bins and into bins of a few rows each: the first finds weak relations among noise, the second tells a close relation from an
 * exact one. Where there are more than {@value #MOST} rows, so many of them are drawn.
 */
public final class Strength {
    public static final int MOST = 100_000;
    private static final int MOST_BINS = 100;

    /** The least probability that they can show is 1 in 200. */
    private static final int PERMUTATIONS = 199;

    /** Rows in a fine bin. */
    private static final int FINE = 5;

    /** So many rows' worth of "as all others" in every bin: a bin of one row says little. */
    private static final double PRIOR = 0.5;

    private final Dataset dataset;
    private final int[] ids;

    public Strength(Dataset dataset) {
        this(dataset, MOST);
    }

    /** @param most so many rows of train and validation, drawn at random, where there are more */
    public Strength(Dataset dataset, int most) {
        this(
                dataset,
                Drawn.of(
                        IntStream.concat(
                                        Arrays.stream(dataset.split().train()),
                                        Arrays.stream(dataset.split().validation()))
                                .toArray(),
                        most,
                        0));
    }

    /** @param ids the rows to measure on */
    public Strength(Dataset dataset, int[] ids) {
        this.dataset = dataset;
        this.ids = ids;
    }

    /** The rows that it is measured on. */
    public int[] ids() {
        return ids;
    }

    /** 0: nothing, 1: everything; never negative. */
    public double of(Column column) {
        if (column instanceof CategoryColumn words) {
            return Math.max(
                    0, saved(Arrays.stream(ids).map(id -> words.codes()[id] + 1).toArray()));
        }
        return of(((NumberColumn) column).values());
    }

    /** The same of a number per example, NaN where there is none. */
    public double of(double[] values) {
        return ofPlaces(Arrays.stream(ids).mapToDouble(id -> values[id]).toArray());
    }

    /** The same, by place in {@link #ids}. */
    public double ofPlaces(double[] mine) {
        double[] sorted = Ascending.known(mine);
        double coarse = saved(bins(mine, sorted, (int) Math.min(MOST_BINS, Math.sqrt(sorted.length))));
        double fine = saved(bins(mine, sorted, sorted.length / FINE));
        return Math.max(0, Math.max(coarse, fine));
    }

    /** The same of bins, by place in {@link #ids}. */
    public double ofBins(int[] bins) {
        return Math.max(0, saved(bins));
    }

    /** The probability that such bins tell as much when they are handed out to the rows at random. */
    public double chanceOf(int[] bins, double told, RandomStream random) {
        long asGood = IntStream.range(0, PERMUTATIONS)
                .parallel()
                .filter(p -> ofBins(shuffled(bins, random.at(p))) >= told)
                .count();
        return (asGood + 1.0) / (PERMUTATIONS + 1);
    }

    private static int[] shuffled(int[] bins, RandomStream random) {
        return Arrays.stream(random.permutation(bins.length)).map(i -> bins[i]).toArray();
    }

    /** Bins of a column, so many for numbers, one for each word; by place in {@link #ids}. */
    public int[] bins(Column column, int count) {
        if (column instanceof CategoryColumn words) {
            return Arrays.stream(ids).map(id -> words.codes()[id] + 1).toArray();
        }
        double[] mine = Arrays.stream(ids)
                .mapToDouble(id -> ((NumberColumn) column).values()[id])
                .toArray();
        return bins(mine, Ascending.known(mine), count);
    }

    /** By place in {@link #ids}. Bin 0 is for what is missing; of the others each has about equally many rows. */
    private static int[] bins(double[] values, double[] sorted, int count) {
        double[] edges = new double[sorted.length == 0 ? 0 : Math.max(0, count - 1)];
        Arrays.setAll(edges, i -> sorted[(int) ((i + 1L) * sorted.length / count)]);
        return Arrays.stream(values)
                .mapToInt(v -> Double.isNaN(v) ? 0 : 1 + atMost(edges, v))
                .toArray();
    }

    /** How many of the edges are at most {@code value}. */
    private static int atMost(double[] edges, double value) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (edges[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double saved(int[] bins) {
        return dataset.targets() instanceof Labels labels
                ? saved(bins, labels)
                : saved(bins, ((Numbers) dataset.targets()).values());
    }

    private double saved(int[] bins, double[] target) {
        double mean = Arrays.stream(ids).mapToDouble(id -> target[id]).average().orElse(0);
        int count = Arrays.stream(bins).max().orElse(0) + 1;
        double[] sums = new double[count];
        double[] rows = new double[count];
        for (int i = 0; i < ids.length; i++) {
            sums[bins[i]] += target[ids[i]];
            rows[bins[i]]++;
        }
        double with = 0;
        double without = 0;
        for (int i = 0; i < ids.length; i++) {
            double y = target[ids[i]];
            double predicted = (sums[bins[i]] - y + PRIOR * mean) / (rows[bins[i]] - 1 + PRIOR);
            with += (y - predicted) * (y - predicted);
            without += (y - mean) * (y - mean);
        }
        return without > 0 ? 1 - with / without : 0;
    }

    private double saved(int[] bins, Labels labels) {
        int classes = labels.classes().size();
        int count = Arrays.stream(bins).max().orElse(0) + 1;
        double[] shares = new double[classes];
        double[] rows = new double[count];
        double[][] counts = new double[count][];
        for (int i = 0; i < ids.length; i++) {
            int k = labels.values()[ids[i]];
            if (counts[bins[i]] == null) {
                counts[bins[i]] = new double[classes];
            }
            counts[bins[i]][k]++;
            rows[bins[i]]++;
            shares[k] += 1.0 / ids.length;
        }
        double with = 0;
        double without = 0;
        for (int i = 0; i < ids.length; i++) {
            int k = labels.values()[ids[i]];
            double others = counts[bins[i]][k] - 1;
            with -= Math.log((others + PRIOR * shares[k]) / (rows[bins[i]] - 1 + PRIOR));
            without -= Math.log(shares[k]);
        }
        return without > 0 ? 1 - with / without : 0;
    }
}
