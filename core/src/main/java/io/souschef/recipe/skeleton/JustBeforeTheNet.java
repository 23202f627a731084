package io.souschef.recipe.skeleton;

import io.souschef.data.Batch;
import io.souschef.data.Images;
import io.souschef.data.Preparation;
import io.souschef.data.Table;
import io.souschef.data.TextEncoding;
import io.souschef.data.Texts;
import io.souschef.data.summary.Mosaic;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.RunDirectory;
import io.souschef.files.AtomicFile;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Settings;
import io.souschef.recipe.SettingsProgram;
import io.souschef.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The very tensor that enters the net, decoded back: the only source of truth about what the net sees. A machine compares it with
 * what was read; a person looks whether labels and examples belong together.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"visualize just before the net", section 2 of the recipe</a>
 */
final class JustBeforeTheNet {
    private static final int EXAMPLES = 16;
    private static final int COLUMNS = 8;
    private static final int WORDS = 24;

    /** Grey levels of 255: rounding in float32 is far below. */
    private static final double ROUNDING = 0.01;

    private JustBeforeTheNet() {}

    static Finding decoded(Kitchen kitchen, Settings settings) {
        try (SettingsProgram program = new SettingsProgram(kitchen.feed(), kitchen.task(), settings, kitchen.seed());
                Batch batch = program.training(0).open(0)) {
            Tensor input = batch.input();
            float[] values = input.toFloats();
            Statistics s = Statistics.of(values);
            Finding.Draft draft = Finding.of("visualize just before the net", "just-before-the-net")
                    .measured(
                            "%s %s: mean %.3f, deviation %.3f, from %.2f to %.2f, %s",
                            input.dtype(),
                            input.shape(),
                            s.mean(),
                            s.deviation(),
                            s.min(),
                            s.max(),
                            s.finite() ? "all finite" : "not all finite")
                    .evidence(Statistics.histogram(values));
            if (kitchen.dataset().inputs() instanceof Images images) {
                return pictures(kitchen, images, batch, s, draft);
            }
            return kitchen.dataset().inputs() instanceof Texts texts
                    ? texts(kitchen, texts, batch, s, draft)
                    : rows(kitchen, (Table) kitchen.dataset().inputs(), batch, s, draft);
        }
    }

    private static Finding pictures(Kitchen kitchen, Images images, Batch batch, Statistics s, Finding.Draft draft) {
        Preparation preparation = kitchen.feed().preparation();
        float[] decoded = preparation.decoded(batch.input()).contiguous().toFloats();
        long[] ids = batch.ids();
        double worst = worst(images, ids, decoded);
        draft.expected("finite numbers that decode to the pictures that were read, within %.2f grey levels", ROUNDING)
                .evidence(sheet(kitchen, images, ids, decoded));
        if (!s.finite() || worst > ROUNDING) {
            return draft.cause("what enters the net isn't what was read: up to %.2f grey levels apart", worst)
                    .fix("check what is done between reading and the net: normalisation, order of channels, shuffling")
                    .okIf(false);
        }
        return draft.needsEyes("are these the pictures that you know, and does each label belong to its picture?");
    }

    private static double worst(Images images, long[] ids, float[] decoded) {
        double worst = 0;
        int each = decoded.length / ids.length;
        for (int i = 0; i < ids.length; i++) {
            byte[] pixels = images.pixels((int) ids[i]);
            for (int p = 0; p < each; p++) {
                worst = Math.max(worst, Math.abs(decoded[i * each + p] - (pixels[p] & 0xff)));
            }
        }
        return worst;
    }

    private static Evidence sheet(Kitchen kitchen, Images images, long[] ids, float[] decoded) {
        int n = Math.min(EXAMPLES, ids.length);
        int each = decoded.length / ids.length;
        byte[][] pixels = new byte[n][each];
        List<String> names = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < each; p++) {
                pixels[i][p] = (byte) Math.round(Math.max(0, Math.min(255, decoded[i * each + p])));
            }
            names.add("example " + ids[i]);
            labels.add(kitchen.dataset().targets().text((int) ids[i]));
        }
        Images made = Images.unscaled(images.channels(), images.height(), images.width(), pixels, names);
        RunDirectory run = kitchen.notebook().run();
        List<Evidence.Picture> pictures = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Path file = run.pictures().resolve("just-before-the-net-" + i + ".png");
            AtomicFile.write(file, Mosaic.of(made).enlarged(96).png(i));
            pictures.add(new Evidence.Picture(run.nameOf(file), labels.get(i)));
        }
        return new Evidence.Pictures(
                "What enters the net, decoded from the tensor",
                "The first examples of the first training batch, each with its label. Look for wrong labels, lost colours, cut or turned pictures.",
                pictures,
                COLUMNS);
    }

    private static Finding rows(Kitchen kitchen, Table table, Batch batch, Statistics s, Finding.Draft draft) {
        List<String> features =
                kitchen.feed().preparation().table().orElseThrow().features();
        float[] values = batch.input().toFloats();
        int width = (int) batch.input().size(1);
        int n = Math.min(COLUMNS, batch.size());
        int shown = Math.min(COLUMNS, width);
        List<String> header = new ArrayList<>(List.of("row", "target"));
        header.addAll(features.subList(0, shown));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int id = (int) batch.ids()[i];
            List<String> row = new ArrayList<>(
                    List.of(table.nameOf(id), kitchen.dataset().targets().text(id)));
            for (int c = 0; c < shown; c++) {
                row.add("%.3f".formatted(values[i * width + c]));
            }
            rows.add(row);
        }
        draft.expected("finite numbers of about the size of 1")
                .evidence(new Evidence.Grid(
                        "What enters the net, from the tensor",
                        "The first rows of the first training batch%s, encoded; compare them with the file."
                                .formatted(
                                        shown < width ? ", the first %d of %d features".formatted(shown, width) : ""),
                        header,
                        rows,
                        "ll" + "r".repeat(shown)));
        if (!s.finite()) {
            return draft.cause("not all of it is finite")
                    .fix("look at the columns with missing or infinite values in stage 1")
                    .okIf(false);
        }
        return draft.needsEyes("does each row of numbers belong to its target?");
    }

    private static Finding texts(Kitchen kitchen, Texts texts, Batch batch, Statistics s, Finding.Draft draft) {
        TextEncoding encoding = kitchen.feed().preparation().text().orElseThrow();
        float[] values = batch.input().toFloats();
        int n = Math.min(EXAMPLES, batch.size());
        List<List<String>> rows = new ArrayList<>();
        boolean same = true;
        for (int i = 0; i < n; i++) {
            int id = (int) batch.ids()[i];
            float[] read = Arrays.copyOfRange(values, i * encoding.width(), (i + 1) * encoding.width());
            same &= Arrays.equals(read, encoding.encode(texts.get(id)));
            List<String> words = encoding.decode(read, 0, WORDS);
            rows.add(List.of(texts.nameOf(id), kitchen.dataset().targets().text(id), String.join(" ", words)));
        }
        draft.expected("finite numbers that decode to the words that were read")
                .evidence(new Evidence.Grid(
                        "What enters the net, decoded from the tensor",
                        "The first texts of the first training batch, each as the net sees it: the words of its list of %,d, the weightiest first."
                                .formatted(encoding.width()),
                        List.of("text", "target", "words"),
                        rows,
                        "lll"));
        if (!s.finite() || !same) {
            return draft.cause("what enters the net isn't what was read")
                    .fix("check what is done between reading and the net: encoding, shuffling")
                    .okIf(false);
        }
        return draft.needsEyes("do these words belong to their target?");
    }

    /** Of all numbers of a batch. */
    private record Statistics(double mean, double deviation, double min, double max, boolean finite) {
        static Statistics of(float[] values) {
            double mean = 0;
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            boolean finite = true;
            for (float value : values) {
                mean += value / values.length;
                min = Math.min(min, value);
                max = Math.max(max, value);
                finite &= Float.isFinite(value);
            }
            double squares = 0;
            for (float value : values) {
                squares += (value - mean) * (value - mean) / values.length;
            }
            return new Statistics(mean, Math.sqrt(squares), min, max, finite);
        }

        static Evidence histogram(float[] values) {
            double[] doubles = new double[values.length];
            Arrays.setAll(doubles, i -> values[i]);
            return Evidence.Histogram.of(
                    "All numbers of one batch",
                    "Normalised inputs lie around 0, within a few units.",
                    "value just before the net",
                    doubles,
                    40);
        }
    }
}
