package io.souschef.recipe.inspect;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Inputs;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.Split;
import io.souschef.data.Table;
import io.souschef.data.Targets;
import io.souschef.data.source.Progress;
import io.souschef.data.source.Source;
import io.souschef.data.source.Unreadable;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import io.souschef.data.table.SkippedColumn;
import io.souschef.experiment.Finding;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Small data sets that are sound, until a test plants something: 100 examples, of which 70 are trained on, 15 validated and 15 tested on. */
final class Made {
    static final int SIZE = 100;
    static final Split SPLIT = new Split(range(0, 70), range(70, 85), range(85, SIZE), "by hand");

    private Made() {}

    /** Noise of 6x6, grey. */
    static byte[][] pixels() {
        Random random = new Random(1);
        byte[][] pixels = new byte[SIZE][36];
        Arrays.stream(pixels).forEach(random::nextBytes);
        return pixels;
    }

    /** Two classes, one after the other, "a" and "b". */
    static int[] labels() {
        return IntStream.range(0, SIZE).map(i -> i % 2).toArray();
    }

    static Dataset images(byte[][] pixels, int... labels) {
        List<String> names =
                IntStream.range(0, pixels.length).mapToObj(i -> i + ".png").toList();
        return dataset(Images.unscaled(1, 6, 6, pixels, names), new Labels(labels, List.of("a", "b")));
    }

    static Dataset images() {
        return images(pixels(), labels());
    }

    /** A column of normal numbers. */
    static NumberColumn column(String name) {
        Random random = new Random(name.hashCode());
        return new NumberColumn(
                name,
                IntStream.range(0, SIZE).mapToDouble(i -> random.nextGaussian()).toArray());
    }

    static Dataset table(Targets targets, Column... columns) {
        return dataset(new Table(List.of(columns), List.of(), range(1, SIZE + 1)), targets);
    }

    static Dataset table(List<SkippedColumn> skipped, Column... columns) {
        return dataset(
                new Table(List.of(columns), skipped, range(1, SIZE + 1)), new Labels(labels(), List.of("a", "b")));
    }

    /** A normal number to be predicted. */
    static Numbers numbers() {
        return new Numbers(column("y").values(), "y");
    }

    static Dataset dataset(Inputs inputs, Targets targets) {
        return new Dataset("made", new Source("made", "0".repeat(64), 0, "none"), inputs, targets, SPLIT, List.of());
    }

    static Dataset broken(Dataset dataset, Unreadable... broken) {
        return new Dataset(
                dataset.name(),
                dataset.source(),
                dataset.inputs(),
                dataset.targets(),
                dataset.split(),
                List.of(broken));
    }

    /** What this look says of a data set to which it has something to say. */
    static Finding look(Look look, Dataset dataset, Path folder) {
        return look.at(seen(dataset, folder)).orElseThrow();
    }

    static Inspection seen(Dataset dataset, Path folder) {
        return Inspection.of(dataset, RunDirectory.create(folder), 1337, 2, what -> Progress.SILENT);
    }

    static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }
}
