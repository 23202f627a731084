package io.souschef.data.pretrained;

import io.souschef.data.Images;
import io.souschef.data.learner.Features;
import io.souschef.data.source.Progress;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Place;
import io.souschef.tensor.Refused;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shape;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.TorchScript;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a net from elsewhere says of every picture of a set, in numbers that are held in memory. Each feature is centred, and divided by its
 * deviation; one that deviates less than features usually do (root mean square), by that: a feature that is 0 but for a few pictures would tell
 * how far these are from others all by itself.
 *
 * <p>Measured with a small net that was trained on five of the classes of Fashion-MNIST for two epochs (6,000 pictures of the other five, 10 %
 * wrong labels, 1 % pictures from elsewhere among them): by neighbours at these distances wrong labels are found with an AUROC between those of
 * distances between features as they are and fully standardised, all within 0.5 points; outliers as well as by the former, and 3 points better
 * than by the latter where they are of another kind than the net's pictures. By cosines outliers of a new class are found 7 points worse.
 */
public final class PretrainedFeatures implements Features {
    /** Pictures at a time, and numbers of them at most: a net needs many times that for its maps. */
    private static final int AT_ONCE = 256, NUMBERS = 2_000_000;

    /** Pictures that it is tried on before it is shown all. */
    private static final int TRIED = 16;

    /** In evaluation mode the same pictures give the same numbers, but for the last bits where libtorch has rewritten the script meanwhile. */
    private static final double SAME = 1e-3;

    /** More need products of such matrices as fit into no laptop: five of 4,096 are 0.7 GB. */
    private static final int WIDEST = 4096;

    /**
     * Penalty of a weighted sum with as many features as examples or more, and its least. 400 pictures with 1,152 features each, 10 % wrong
     * labels: average precision 0.68 with 0.01, 0.95 with 0.3 and with 1; 1,500 of them 0.96, 0.97, 0.98; 6,000 with 128 features 0.96, 0.94 (0.1), 0.89.
     */
    private static final double MOST_PENALTY = 0.3, LEAST_PENALTY = 0.01;

    private static final int GREY = 1, COLOUR = 3;

    private final Images images;
    private final float[][] rows;
    private final String how;

    private PretrainedFeatures(Images images, float[][] rows, String how) {
        this.images = images;
        this.rows = rows;
        this.how = how;
    }

    static PretrainedFeatures of(Path file, Images images, Progress progress) {
        try (Scope scope = Scope.open("features of " + file.getFileName(), Place.CPU);
                NoGrad off = NoGrad.open();
                TorchScript script = TorchScript.load(file)) {
            return computed(new Net(file, script), images, progress);
        }
    }

    private static PretrainedFeatures computed(Net net, Images images, Progress progress) {
        int n = images.size();
        progress.at(0, n);
        int[] few = range(0, Math.min(n, TRIED));
        boolean repeated = net.wantsColour(images, few);
        float[][] rows = new float[n][];
        int width = net.into(rows, images, few, repeated);
        float[][] again = new float[few.length][];
        net.into(again, images, few, repeated);
        net.check(rows, again);
        long memory = Runtime.getRuntime().maxMemory();
        if (width > WIDEST) {
            throw TooManyFeatures.wide(net.file, width, WIDEST);
        }
        if ((long) n * width * Float.BYTES > memory / 2) {
            throw TooManyFeatures.memory(net.file, n, width, memory);
        }
        int block = Math.max(1, Math.min(AT_ONCE, NUMBERS / images.pixels(0).length));
        for (int from = 0; from < n; from += block) {
            net.into(rows, images, range(from, Math.min(n, from + block)), repeated);
            progress.at(Math.min(n, from + block), n);
        }
        scale(rows);
        return new PretrainedFeatures(
                images,
                rows,
                "%,d features by %s%s"
                        .formatted(width, net.file.getFileName(), repeated ? ", grey repeated to three channels" : ""));
    }

    private static void scale(float[][] rows) {
        int width = rows[0].length;
        double[] mean = new double[width];
        double[] square = new double[width];
        for (float[] row : rows) {
            for (int f = 0; f < width; f++) {
                mean[f] += row[f] / (double) rows.length;
            }
        }
        for (float[] row : rows) {
            for (int f = 0; f < width; f++) {
                square[f] += (row[f] - mean[f]) * (row[f] - mean[f]) / rows.length;
            }
        }
        double usual =
                Math.max(Double.MIN_NORMAL, Arrays.stream(square).average().orElseThrow());
        for (float[] row : rows) {
            for (int f = 0; f < width; f++) {
                row[f] = (float) ((row[f] - mean[f]) / Math.sqrt(Math.max(usual, square[f])));
            }
        }
    }

    private static int[] range(int from, int to) {
        int[] ids = new int[to - from];
        Arrays.setAll(ids, i -> from + i);
        return ids;
    }

    @SuppressWarnings("ReferenceEquality") // megabytes of pixels, the very same or others
    boolean isOf(Images others) {
        return images == others;
    }

    /** How many pictures. */
    public int size() {
        return rows.length;
    }

    @Override
    public int width() {
        return rows[0].length;
    }

    @Override
    public int block() {
        return 512; // nothing is computed any more
    }

    @Override
    public double penalty(int examples) {
        return Math.max(LEAST_PENALTY, MOST_PENALTY * Math.min(1, (double) width() / examples));
    }

    @Override
    public Tensor of(int... ids) {
        float[] some = new float[ids.length * width()];
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(rows[ids[i]], 0, some, i * width(), width());
        }
        return Tensor.of(some, ids.length, width());
    }

    /** Of one picture; the array itself, not a copy. */
    public float[] row(int id) {
        return rows[id];
    }

    /** How many, by which net, and what was done to the pictures for it. */
    public String describe() {
        return how;
    }

    /** The script, and the file that errors name. */
    private record Net(Path file, TorchScript script) {
        /** Whether grey pictures have to be repeated to three channels for it. */
        boolean wantsColour(Images images, int[] ids) {
            try (Scope scope = Scope.open("a first batch")) {
                Tensor grey = pictures(images, ids, false);
                Optional<Refused> refused = refused(grey);
                if (refused.isEmpty()) {
                    return false;
                }
                if (images.channels() != GREY) {
                    throw problem(grey.shape(), refused.get());
                }
                Tensor repeated = pictures(images, ids, true);
                refused(repeated).ifPresent(e -> {
                    throw PicturesRefused.bothWays(file, grey.shape(), refused.get(), repeated.shape(), e);
                });
                return true;
            }
        }

        /** Empty where it takes them, whatever it makes of them. */
        private Optional<Refused> refused(Tensor pictures) {
            try {
                script.forward(pictures, false, 0);
                return Optional.empty();
            } catch (Refused e) {
                if (givesNoTensor(e)) {
                    throw problem(pictures.shape(), e);
                }
                return Optional.of(e);
            }
        }

        private static boolean givesNoTensor(Refused e) {
            return e.getCause() instanceof IllegalStateException;
        }

        private RuntimeException problem(Shape shape, Refused e) {
            return givesNoTensor(e) ? NotFeatures.kind(file, shape, e.reason()) : PicturesRefused.of(file, shape, e);
        }

        /** Puts the features of these pictures where they belong; their number. */
        int into(float[][] rows, Images images, int[] ids, boolean repeated) {
            try (Scope scope = Scope.open("a batch")) {
                Tensor pictures = pictures(images, ids, repeated);
                Tensor features = features(pictures);
                int width = (int) features.size(1);
                float[] all = features.toFloats();
                for (int i = 0; i < ids.length; i++) {
                    rows[ids[i]] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
                    for (float value : rows[ids[i]]) {
                        if (!Float.isFinite(value)) {
                            throw NotFeatures.notFinite(file, value, images.nameOf(ids[i]));
                        }
                    }
                }
                return width;
            }
        }

        private Tensor features(Tensor pictures) {
            Tensor output;
            try {
                output = script.forward(pictures, false, 0);
            } catch (Refused e) {
                throw problem(pictures.shape(), e);
            }
            Shape shape = output.shape();
            boolean flat = shape.dim() == 2;
            if ((!flat && shape.dim() != 4) || shape.size(0) != pictures.size(0) || shape.numel() == 0) {
                throw NotFeatures.shape(file, pictures.shape(), shape);
            }
            Tensor numbers = output.to(DType.FLOAT32);
            return flat ? numbers : numbers.mean(2, 3);
        }

        /** Whether the two are the same, but for the last bits. */
        void check(float[][] once, float[][] again) {
            double most = 0;
            double largest = 0;
            for (int i = 0; i < again.length; i++) {
                for (int f = 0; f < once[i].length; f++) {
                    most = Math.max(most, Math.abs(once[i][f] - again[i][f]));
                    largest = Math.max(largest, Math.abs(once[i][f]));
                }
            }
            if (most > SAME * largest) {
                throw NotFeatures.random(file);
            }
        }

        /** [ids.length, C, H, W], 0 … 1. */
        private static Tensor pictures(Images images, int[] ids, boolean repeated) {
            Tensor all = Tensor.of(images.gather(ids), ids.length, images.channels(), images.height(), images.width())
                    .to(DType.FLOAT32)
                    .div(255);
            return repeated ? all.expand(ids.length, COLOUR, images.height(), images.width()) : all;
        }
    }
}
