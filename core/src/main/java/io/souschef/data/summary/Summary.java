package io.souschef.data.summary;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.Table;
import io.souschef.data.Targets;
import io.souschef.data.Texts;
import io.souschef.data.axis.Axis;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A data set in numbers: counts per class and split, statistics of every channel or column, and the axes along which its examples can be
 * sorted.
 *
 * @param counts per class, in train, validation and test; empty for a regression
 * @param target how numbers to be predicted are spread in train; of labels, how their codes are
 * @param channels of images, over train; empty for others
 * @param columns of a table, over all rows; empty for others
 * @param sizes of images before they were brought to one size: "28x28" (width first) → how many
 * @param axes measured on every example
 */
public record Summary(
        List<ClassCount> counts,
        Axis.Spread target,
        List<Channel> channels,
        List<ColumnSummary> columns,
        Map<String, Integer> sizes,
        List<Axis> axes) {

    /** How many examples a class has in each split. */
    public record ClassCount(String name, int train, int validation, int test) {}

    /**
     * One channel of all training images.
     *
     * @param mean of pixels as 0 … 1
     * @param std of pixels as 0 … 1
     * @param min of pixels, 0 … 255
     * @param max of pixels, 0 … 255
     */
    public record Channel(double mean, double std, int min, int max) {}

    /**
     * One column of a table.
     *
     * @param kind "number" or "category"
     * @param spread of the numbers; of categories, of how many rows each has
     * @param frequent of categories, the most frequent ones with their rows; empty for numbers
     */
    public record ColumnSummary(
            String name, String kind, int missing, int distinct, Axis.Spread spread, Map<String, Integer> frequent) {}

    public Summary {
        counts = List.copyOf(counts);
        channels = List.copyOf(channels);
        columns = List.copyOf(columns);
        axes = List.copyOf(axes);
    }

    /** Measured on all cores; 70,000 images of 28x28 take about half a second. */
    public static Summary of(Dataset dataset) {
        Axis.Spread target =
                Axis.Spread.of(targets(dataset.targets(), dataset.split().train()));
        if (dataset.inputs() instanceof Images images) {
            return new Summary(
                    counts(dataset),
                    target,
                    channels(images, dataset.split().train()),
                    List.of(),
                    sizes(images),
                    ImageAxes.of(images));
        }
        if (dataset.inputs() instanceof Texts texts) {
            return new Summary(counts(dataset), target, List.of(), List.of(), Map.of(), TextAxes.of(texts));
        }
        Table table = (Table) dataset.inputs();
        return new Summary(
                counts(dataset),
                target,
                List.of(),
                table.columns().parallelStream().map(Summary::column).toList(),
                Map.of(),
                table.columns().stream()
                        .filter(NumberColumn.class::isInstance)
                        .map(column -> new Axis(column.name(), "", ((NumberColumn) column).values()))
                        .toList());
    }

    private static double[] targets(Targets targets, int[] ids) {
        return targets instanceof Numbers numbers
                ? Arrays.stream(ids).mapToDouble(id -> numbers.values()[id]).toArray()
                : Arrays.stream(ids)
                        .mapToDouble(id -> ((Labels) targets).values()[id])
                        .toArray();
    }

    private static List<ClassCount> counts(Dataset dataset) {
        if (!(dataset.targets() instanceof Labels labels)) {
            return List.of();
        }
        int[] train = labels.counts(dataset.split().train());
        int[] validation = labels.counts(dataset.split().validation());
        int[] test = labels.counts(dataset.split().test());
        return IntStream.range(0, train.length)
                .mapToObj(k -> new ClassCount(labels.classes().get(k), train[k], validation[k], test[k]))
                .toList();
    }

    private static List<Channel> channels(Images images, int[] ids) {
        int each = images.height() * images.width();
        return IntStream.range(0, images.channels())
                .mapToObj(c -> channel(Arrays.stream(ids)
                        .parallel()
                        .collect(
                                () -> new long[256],
                                (histogram, id) -> count(images.pixels(id), c * each, each, histogram),
                                Summary::add)))
                .toList();
    }

    private static void count(byte[] pixels, int from, int each, long[] histogram) {
        for (int i = from; i < from + each; i++) {
            histogram[pixels[i] & 0xff]++;
        }
    }

    private static void add(long[] to, long[] more) {
        for (int level = 0; level < to.length; level++) {
            to[level] += more[level];
        }
    }

    /** From its histogram: whole numbers, so the order of adding changes no bit. */
    private static Channel channel(long[] histogram) {
        long count = 0;
        long sum = 0;
        int min = 255;
        int max = 0;
        for (int level = 0; level < histogram.length; level++) {
            count += histogram[level];
            sum += level * histogram[level];
            if (histogram[level] > 0) {
                min = Math.min(min, level);
                max = Math.max(max, level);
            }
        }
        double mean = (double) sum / count;
        double squares = 0;
        for (int level = 0; level < histogram.length; level++) {
            squares += histogram[level] * (level - mean) * (level - mean);
        }
        return new Channel(mean / 255, Math.sqrt(squares / count) / 255, min, max);
    }

    private static Map<String, Integer> sizes(Images images) {
        Map<String, Integer> sizes = new TreeMap<>();
        for (int id = 0; id < images.size(); id++) {
            sizes.merge(images.originalWidths()[id] + "x" + images.originalHeights()[id], 1, Integer::sum);
        }
        return sizes;
    }

    private static ColumnSummary column(Column column) {
        if (column instanceof NumberColumn numbers) {
            Axis.Spread spread = Axis.Spread.of(numbers.values());
            return new ColumnSummary(column.name(), "number", spread.missing(), spread.distinct(), spread, Map.of());
        }
        CategoryColumn words = (CategoryColumn) column;
        int[] counts = words.counts();
        Map<String, Integer> frequent = new LinkedHashMap<>();
        IntStream.range(0, counts.length)
                .boxed()
                .filter(code -> counts[code] > 0)
                .sorted(Comparator.comparingInt((Integer code) -> -counts[code]))
                .limit(20)
                .forEach(code -> frequent.put(words.levels().get(code), counts[code]));
        return new ColumnSummary(
                column.name(),
                "category",
                words.missing(),
                (int) Arrays.stream(counts).filter(count -> count > 0).count(),
                Axis.Spread.of(Arrays.stream(counts)
                        .filter(count -> count > 0)
                        .asDoubleStream()
                        .toArray()),
                frequent);
    }
}
