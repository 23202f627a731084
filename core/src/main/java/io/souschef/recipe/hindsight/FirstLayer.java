package io.souschef.recipe.hindsight;

import io.souschef.data.Batch;
import io.souschef.data.Images;
import io.souschef.data.summary.Mosaic;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.RunDirectory;
import io.souschef.files.AtomicFile;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.nn.Safetensors;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Trial;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The filters of a net's first convolution as pictures, and what they make of one example. Filters that look like the noise they
 * began as say that the net got by without them, as it does on digits of 8x8; one that is exactly where it began was never trained.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"visualize the network's first-layer weights", section 4 of the recipe</a>
 */
final class FirstLayer {
    /** Cosine between the filters and what they were: 0.94, 0.94 and 0.96 for digits from three seeds, 0.68 for Fashion-MNIST; 1 for a layer that is frozen. */
    private static final double UNMOVED = 0.9999;

    /** Of the median norm: such a filter lets nothing through. */
    private static final double BLANK = 0.01;

    private static final int FILTER = 48, MAP = 84, ACROSS = 760;

    private final Kitchen kitchen;

    FirstLayer(Kitchen kitchen) {
        this.kitchen = kitchen;
    }

    /** Of the net that was trained in {@code trial}; nothing where it doesn't begin with a convolution over grey or coloured pictures. */
    Optional<Finding> finding(Trial trial) {
        try (Layer net = built(trial, 0);
                Layer fresh = built(trial, trial.seed());
                Scope scope = Scope.open("first layer");
                NoGrad off = NoGrad.open()) {
            net.load(Safetensors.read(trial.weights()).tensors());
            net.eval();
            return first(net).flatMap(filters -> first(fresh).map(start -> finding(filters, start.weight())));
        }
    }

    private Layer built(Trial trial, long seed) {
        return trial.settings().net().build(kitchen.feed().preparation(), kitchen.task(), seed);
    }

    private static Optional<Conv2d> first(Layer net) {
        return net.layers().values().stream()
                .filter(Conv2d.class::isInstance)
                .map(Conv2d.class::cast)
                .findFirst()
                .filter(filters ->
                        filters.weight().size(1) == 1 || filters.weight().size(1) == 3);
    }

    private Finding finding(Conv2d layer, Tensor start) {
        Tensor filters = layer.weight();
        int count = (int) filters.size(0);
        int side = (int) filters.size(2);
        float[] now = filters.toFloats();
        float[] was = start.toFloats();
        int each = now.length / count;
        double[] norms = IntStream.range(0, count)
                .mapToDouble(f -> norm(now, f * each, each))
                .toArray();
        double median =
                IntStream.range(0, count).mapToDouble(f -> norms[f]).sorted().toArray()[count / 2];
        long blank =
                IntStream.range(0, count).filter(f -> norms[f] < BLANK * median).count();
        double unmoved = cosine(now, was);
        return Finding.of("look at the first layer's weights", "first-layer")
                .measured(
                        "%d filters of %dx%d, %d of them blank; cosine with what they began as %.2f; neighbouring weights correlate by %.2f, at the start by %.2f",
                        count, side, side, blank, unmoved, neighbours(now, side), neighbours(was, side))
                .expected("filters that have moved")
                .cause(unmoved > UNMOVED ? "the first layer is as good as untrained" : "")
                .fix(
                        "%s",
                        unmoved > UNMOVED ? "look for what freezes it, or cuts its gradient off: souschef check" : "")
                .evidence(pictures(layer, now, count, side))
                .warnIf(unmoved > UNMOVED);
    }

    private Evidence pictures(Conv2d layer, float[] filters, int count, int side) {
        int channels = (int) layer.weight().size(1);
        int id = kitchen.dataset().split().validation()[0];
        Images one = (Images) kitchen.dataset().inputs();
        List<Evidence.Picture> pictures;
        try (Batch batch = kitchen.feed().inOrder(new int[] {id}, 1).open(0)) {
            Tensor maps = layer.forward(batch.input());
            int height = (int) maps.size(2);
            int width = (int) maps.size(3);
            pictures = List.of(
                    picture(
                            "first-layer-filters",
                            "the filters, each in its own scale: middle grey is zero",
                            sheet(channels, side, side, filters, count, true).enlarged(FILTER)),
                    picture(
                            "first-layer-maps",
                            "what they make of " + one.nameOf(id) + ", in the same order",
                            sheet(1, height, width, maps.toFloats(), count, false)
                                    .enlarged(MAP)));
        }
        return new Evidence.Pictures(
                "The first layer",
                "Edges and blobs are what pictures are made of: filters that look like noise, or maps that are all alike, say that the net looks at something else.",
                pictures,
                1);
    }

    private Evidence.Picture picture(String name, String caption, Mosaic mosaic) {
        RunDirectory run = kitchen.notebook().run();
        Path file = run.pictures().resolve("hindsight-" + name + ".png");
        int[] all = IntStream.range(0, mosaic.images().size()).toArray();
        AtomicFile.write(file, mosaic.within(ACROSS).png(all));
        return new Evidence.Picture(run.nameOf(file), caption);
    }

    /** {@code count} pictures [channels, height, width], one after the other, each brought to 0 … 255, around zero or from its lowest. */
    private static Mosaic sheet(int channels, int height, int width, float[] values, int count, boolean aroundZero) {
        int each = channels * height * width;
        byte[][] pixels = new byte[count][each];
        for (int f = 0; f < count; f++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < each; i++) {
                low = Math.min(low, values[f * each + i]);
                high = Math.max(high, values[f * each + i]);
            }
            double reach = Math.max(Math.abs(low), Math.abs(high));
            double from = aroundZero ? -reach : low;
            double span = aroundZero ? 2 * reach : high - low;
            for (int i = 0; i < each; i++) {
                pixels[f][i] = (byte) Math.round(span > 0 ? 255 * (values[f * each + i] - from) / span : 128);
            }
        }
        return Mosaic.of(Images.unscaled(channels, height, width, pixels, Collections.nCopies(count, "")));
    }

    /** Pearson's correlation of each weight with the one to its right and the one below; 0 in noise. */
    private static double neighbours(float[] filters, int side) {
        double product = 0;
        double squares = 0;
        long pairs = 0;
        for (int at = 0; at < filters.length; at++) {
            squares += filters[at] * filters[at];
            if (at % side < side - 1) {
                product += filters[at] * filters[at + 1];
                pairs++;
            }
            if (at / side % side < side - 1) {
                product += filters[at] * filters[at + side];
                pairs++;
            }
        }
        return squares == 0 || pairs == 0 ? 0 : product / pairs / (squares / filters.length);
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
        }
        double size = norm(a, 0, a.length) * norm(b, 0, b.length);
        return size == 0 ? 0 : product / size;
    }

    private static double norm(float[] values, int from, int count) {
        double square = 0;
        for (int i = from; i < from + count; i++) {
            square += values[i] * values[i];
        }
        return Math.sqrt(square);
    }
}
