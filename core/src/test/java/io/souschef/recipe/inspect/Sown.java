package io.souschef.recipe.inspect;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.Split;
import io.souschef.data.Table;
import io.souschef.data.Targets;
import io.souschef.data.source.Source;
import io.souschef.data.table.Aside;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Sound tables of some hundred rows, into which a test sows a fault. Every seed is another table. */
final class Sown {
    final int size;
    final Random random;
    final double[] weight;
    final double[] height;
    private final List<Column> columns = new ArrayList<>();
    private final List<Column> aside = new ArrayList<>();
    private final Set<String> dates = new TreeSet<>();

    Sown(long seed, int size) {
        this.size = size;
        this.random = new Random(seed);
        this.height = numbers(i -> 170 + 9 * random.nextGaussian());
        this.weight = numbers(i -> 70 + 0.7 * (height[i] - 170) + 9 * random.nextGaussian());
        with("height", height);
        with("weight", weight);
        with("visits", numbers(i -> Math.floor(-3 * Math.log(1 - random.nextDouble())))); // many honest zeros
        with("gain", numbers(i -> random.nextDouble() < 0.9 ? 0 : Math.exp(7 + random.nextGaussian())));
        columns.add(new CategoryColumn(
                "town",
                IntStream.range(0, size).map(i -> random.nextInt(4)).toArray(),
                List.of("Bonn", "Köln", "Trier", "Ulm")));
    }

    double[] numbers(IntToDoubleFunction of) {
        return IntStream.range(0, size).mapToDouble(of).toArray();
    }

    Sown with(String name, double[] values) {
        columns.removeIf(column -> column.name().equals(name));
        columns.add(new NumberColumn(name, values));
        return this;
    }

    Sown with(Column column) {
        columns.add(column);
        return this;
    }

    Sown withAside(Column column) {
        aside.add(column);
        return this;
    }

    Sown withDate(String name, double[] days) {
        dates.add(name);
        return with(name, days);
    }

    /** A blood pressure that rises with weight, to be predicted. */
    double[] pressure() {
        return numbers(i -> 90 + 0.4 * weight[i] + 8 * random.nextGaussian());
    }

    Dataset regression(double[] target) {
        return dataset(new Numbers(target, "pressure"), randomSplit());
    }

    Dataset classes(int[] labels) {
        return dataset(new Labels(labels, List.of("ill", "well")), randomSplit());
    }

    Dataset dataset(Targets targets, Split split) {
        Table table = new Table(columns, List.of(), Made.range(1, size + 1), new Aside(aside, List.of(), dates));
        return new Dataset("sown", new Source("sown", "0".repeat(64), 0, "none"), table, targets, split, List.of());
    }

    Split randomSplit() {
        List<Integer> ids = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(ids, random);
        int[] order = ids.stream().mapToInt(id -> id).toArray();
        int train = size * 7 / 10;
        int validation = size * 85 / 100;
        return new Split(
                Arrays.copyOf(order, train),
                Arrays.copyOfRange(order, train, validation),
                Arrays.copyOfRange(order, validation, size),
                "at random");
    }
}
