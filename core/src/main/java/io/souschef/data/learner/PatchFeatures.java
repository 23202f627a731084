package io.souschef.data.learner;

import io.souschef.data.Images;
import io.souschef.tensor.DType;
import io.souschef.tensor.Functional;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How much of a picture looks like each of some patches that were cut from other pictures at random, and how bright and how uneven it is;
 * averaged over each cell of a grid. One cell is a bag of patches: what is there, not where. Contrast is taken out of every patch, and
 * likeness counts above {@link #LEAST} only.
 *
 * @see <a href="https://proceedings.mlr.press/v15/coates11a.html">Coates, Ng and Lee 2011: single-layer networks, random patches</a>
 */
public final class PatchFeatures implements Features {
    /** A correlation below it is none. */
    private static final double LEAST = 0.25;

    /** Pixels as 0 … 1; a patch that deviates by less is flat. */
    private static final double FLAT = 0.04;

    private static final int TRIES = 50;

    /** Pictures of this side are looked at in every second place of a row, and every second row. */
    private static final int LARGE = 16;

    /** What a number that passes through memory a few times costs, in multiply-adds. */
    private static final int PASSES = 60;

    /**
     * @param patch pixels of a side
     * @param filters how many patches
     * @param grid cells of a side
     */
    public record Plan(int patch, int filters, int grid) {
        /** Numbers of each picture: of each cell the likeness to every patch, brightness and unevenness. */
        public int width() {
            return (filters + 2) * grid * grid;
        }

        /** Multiply-adds for one picture. */
        public double work(Images images) {
            int stride = stride(images);
            double places = (double) ((images.height() - patch) / stride + 1) * ((images.width() - patch) / stride + 1);
            // multiplying is the lesser part: each likeness is divided, compared and averaged in passes over memory
            return places * (filters + 2) * (patch * patch * images.channels() + PASSES);
        }
    }

    private final Images images;
    private final Plan plan;
    private final float[] filters;

    private PatchFeatures(Images images, Plan plan, float[] filters) {
        this.images = images;
        this.plan = plan;
        this.filters = filters;
    }

    /** Cuts the patches from the pictures {@code from}; flat ones only where nothing else is found. */
    public static PatchFeatures cut(Images images, int[] from, Plan plan, long seed) {
        RandomStream random = RandomStream.of(seed, "patches");
        int size = images.channels() * plan.patch * plan.patch;
        float[] all = new float[plan.filters * size];
        for (int f = 0; f < plan.filters; f++) {
            float[] patch = new float[size];
            for (int attempt = 0; attempt < TRIES && !centred(patch); attempt++) {
                RandomStream draw = random.at(f, attempt);
                byte[] pixels = images.pixels(from[draw.below(0, from.length)]);
                int top = draw.below(1, images.height() - plan.patch + 1);
                int left = draw.below(2, images.width() - plan.patch + 1);
                read(images, pixels, top, left, plan.patch, patch);
            }
            System.arraycopy(patch, 0, all, f * size, size);
        }
        return new PatchFeatures(images, plan, all);
    }

    private static void read(Images images, byte[] pixels, int top, int left, int side, float[] patch) {
        int at = 0;
        for (int c = 0; c < images.channels(); c++) {
            for (int y = top; y < top + side; y++) {
                for (int x = left; x < left + side; x++) {
                    patch[at++] = (pixels[(c * images.height() + y) * images.width() + x] & 0xff) / 255f;
                }
            }
        }
    }

    /** Takes its mean from a patch and brings it to length 1; false, and nothing but zeros, where it is flat. */
    private static boolean centred(float[] patch) {
        double mean = 0;
        for (float v : patch) {
            mean += v / patch.length;
        }
        double squares = 0;
        for (float v : patch) {
            squares += (v - mean) * (v - mean);
        }
        boolean flat = squares < FLAT * FLAT * patch.length;
        double length = Math.sqrt(squares);
        for (int i = 0; i < patch.length; i++) {
            patch[i] = flat ? 0 : (float) ((patch[i] - mean) / length);
        }
        return !flat;
    }

    @Override
    public int width() {
        return plan.width();
    }

    /** The same features of other pictures of the same size: shrunk and enlarged again, shuffled. */
    public PatchFeatures on(Images others) {
        return new PatchFeatures(others, plan, filters);
    }

    @Override
    public Tensor of(int... ids) {
        int c = images.channels();
        int p = plan.patch;
        int stride = stride(images);
        Tensor x = Tensor.of(images.gather(ids), ids.length, c, images.height(), images.width())
                .to(DType.FLOAT32)
                .div(255);
        Tensor mean = windows(x, p, stride).mean(1).unsqueeze(1); // [N, 1, H', W']
        Tensor square = windows(x.mul(x), p, stride).mean(1).unsqueeze(1);
        Tensor deviation = square.sub(mean.mul(mean)).clamp(0, 1).sqrt();
        Tensor length = deviation.add(FLAT).mul(Math.sqrt((double) c * p * p));
        Tensor likeness = Functional.conv2d(
                        x, Tensor.of(filters, plan.filters, c, p, p), Optional.empty(), stride, 0, 1, 1)
                .div(length)
                .sub(LEAST)
                .relu();
        return Tensor.cat(List.of(cells(likeness), cells(mean), cells(deviation)), 1)
                .flatten();
    }

    /** Averaged over each cell of the grid. */
    private Tensor cells(Tensor maps) {
        return Functional.adaptiveAvgPool2d(maps, plan.grid, plan.grid);
    }

    private static int stride(Images images) {
        return Math.min(images.height(), images.width()) >= LARGE ? 2 : 1;
    }

    /** The mean of every window of every channel. */
    private static Tensor windows(Tensor x, int side, int stride) {
        return Functional.avgPool2d(x, side, stride);
    }

    @Override
    public String toString() {
        return "%d patches of %dx%d in %dx%d cells %s"
                .formatted(plan.filters, plan.patch, plan.patch, plan.grid, plan.grid, Arrays.hashCode(filters));
    }
}
