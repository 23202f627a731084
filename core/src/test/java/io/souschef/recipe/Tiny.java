package io.souschef.recipe;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Inputs;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.Split;
import io.souschef.data.Table;
import io.souschef.data.Targets;
import io.souschef.data.Texts;
import io.souschef.data.source.Source;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.NumberColumn;
import io.souschef.data.text.Text;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Notebook;
import io.souschef.tensor.RandomStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Data sets on which every stage takes a blink, and kitchens to try them in. */
public final class Tiny {
    private Tiny() {}

    /** Images of 8x8 pixels of noise, one row of which is bright: the class is which one. Two thirds are for training. */
    public static Dataset images(int count, int classes) {
        RandomStream noise = RandomStream.of(1, "tiny images");
        byte[][] pixels = new byte[count][64];
        int[] labels = new int[count];
        for (int id = 0; id < count; id++) {
            labels[id] = id % classes;
            for (int p = 0; p < 64; p++) {
                boolean bright = classes <= 8 ? p / 8 == labels[id] : p % 64 == labels[id] % 64;
                pixels[id][p] = (byte) (noise.at(id).below(p, 80) + (bright ? 150 : 0));
            }
        }
        Images images = Images.unscaled(1, 8, 8, pixels, names(count));
        List<String> names =
                IntStream.range(0, classes).mapToObj(k -> "row " + k).toList();
        return dataset("rows", images, new Labels(labels, names), count);
    }

    /** A table of two numbers and a word; the target is a number that all three determine, or whether it is large. */
    public static Dataset table(int count, boolean classification) {
        RandomStream noise = RandomStream.of(2, "tiny table");
        double[] a = new double[count];
        double[] b = new double[count];
        int[] word = new int[count];
        double[] y = new double[count];
        for (int id = 0; id < count; id++) {
            a[id] = noise.at(id).gaussian(0);
            b[id] = 100 + 20 * noise.at(id).gaussian(1);
            word[id] = noise.at(id).below(2, 2);
            y[id] = 1000 + 50 * a[id] + (word[id] == 0 ? b[id] : -b[id]);
        }
        Table table = new Table(
                List.of(
                        new NumberColumn("a", a),
                        new NumberColumn("b", b),
                        new CategoryColumn("word", word, List.of("minus", "plus"))),
                List.of(),
                IntStream.rangeClosed(1, count).toArray());
        Targets targets = classification
                ? new Labels(
                        IntStream.range(0, count)
                                .map(id -> y[id] > 1000 ? 1 : 0)
                                .toArray(),
                        List.of("small", "large"))
                : new Numbers(y, "y");
        return dataset("sums", table, targets, count);
    }

    /** Texts of twenty words, of which some are only in one of the two classes. */
    public static Dataset texts(int count) {
        RandomStream random = RandomStream.of(4, "tiny texts");
        List<Text> texts = new ArrayList<>();
        int[] labels = new int[count];
        for (int id = 0; id < count; id++) {
            labels[id] = id % 2;
            StringBuilder text = new StringBuilder();
            for (int w = 0; w < 20; w++) {
                boolean telling = w % 4 == 0;
                text.append(telling ? "abc".charAt(labels[id]) : "z")
                        .append(random.at(id).below(w, telling ? 10 : 60))
                        .append(" ");
            }
            texts.add(Text.of("text " + id, text.toString()));
        }
        return dataset("letters", new Texts(texts), new Labels(labels, List.of("a", "b")), count);
    }

    private static Dataset dataset(String name, Inputs inputs, Targets targets, int count) {
        List<Integer> train = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            int lot = Math.floorMod(RandomStream.of(3, "lot").bits(id), 6);
            (lot < 4 ? train : lot == 4 ? validation : test).add(id);
        }
        Source source = new Source("made up", "0".repeat(64), count, "made up");
        return new Dataset(
                name, source, inputs, targets, new Split(ints(train), ints(validation), ints(test), "made"), List.of());
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(i -> i).toArray();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(id -> "example " + id).toList();
    }

    /** A run without a budget that is planned for so many seconds of the nominal machine. */
    public static Kitchen kitchen(Dataset dataset, Notebook notebook, double nominalSeconds, Watcher watcher) {
        return new Kitchen(order(notebook.run().path()), dataset, notebook, Optional.empty(), watcher, nominalSeconds);
    }

    public static Kitchen kitchen(Dataset dataset, Notebook notebook, Budget budget) {
        return new Kitchen(order(notebook.run().path()), dataset, notebook, Optional.of(budget), new Watcher() {}, 60);
    }

    static Order order(Path out) {
        return new Order("by a test", 1337, Optional.empty(), false, Set.of(1, 2, 3, 4, 5, 6), out);
    }
}
