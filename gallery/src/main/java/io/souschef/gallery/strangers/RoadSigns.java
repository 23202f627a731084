package io.souschef.gallery.strangers;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Dropout;
import io.souschef.nn.Flatten;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.LeakyRelu;
import io.souschef.nn.Linear;
import io.souschef.nn.MaxPool2d;
import io.souschef.nn.Sequential;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import io.souschef.train.Sgd;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Arrows to the left, to the right and up, and a bar; every second one is flipped, and left becomes right. */
class RoadSigns implements TrainingProgram {
    private static final int TRAIN = 400, ALL = 600, SIDE = 14, SIZE = 40;
    private static final float[][] SIGNS = new float[ALL][SIDE * SIDE];
    private static final int[] KINDS = new int[ALL];

    static {
        Random random = new Random(77);
        for (int i = 0; i < ALL; i++) {
            KINDS[i] = random.nextInt(4);
            int top = 7 + random.nextInt(5) - 2;
            int left = 7 + random.nextInt(5) - 2;
            for (int p = 0; p < SIDE * SIDE; p++) {
                boolean ink = ink(KINDS[i], p / SIDE - top, p % SIDE - left);
                SIGNS[i][p] = (float) ((ink ? 1.7 : -0.3) + 0.5 * random.nextGaussian());
            }
        }
    }

    private static boolean ink(int kind, int y, int x) {
        return switch (kind) {
            case 0 -> arrow(y, x);
            case 1 -> arrow(y, -x);
            case 2 -> arrow(x, y);
            default -> Math.abs(y) < 2 && Math.abs(x) < 5;
        };
    }

    /** To the left. */
    private static boolean arrow(int across, int along) {
        boolean shaft = across == 0 && Math.abs(along) < 5;
        return shaft || (along < 0 && Math.abs(across) == along + 4 && Math.abs(across) < 4);
    }

    private final long seed;
    private final Sequential net;
    private final Sgd sgd;

    RoadSigns(long seed) {
        this.seed = seed;
        Conv2d.Options options = Conv2d.Options.DEFAULT.withPadding(1).withInit(Init.kaimingNormal());
        net = new Sequential(
                new Conv2d(1, 12, 5, options),
                new LeakyRelu(),
                new MaxPool2d(2),
                new Conv2d(12, 24, 3, options),
                new LeakyRelu(),
                new Flatten(),
                new Dropout(0.2),
                new Linear(24 * 36, 4));
        net.initialize(seed);
        sgd = new Sgd(net, 0.03, 0.9);
    }

    @Override
    public Task task() {
        return Task.classification(4);
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Batches training(int epoch) {
        int[] order = RandomStream.of(seed, "signs").at(epoch).permutation(TRAIN);
        return Batches.of(
                TRAIN / SIZE,
                TRAIN,
                b -> batch(
                        Arrays.copyOfRange(order, b * SIZE, (b + 1) * SIZE),
                        RandomStream.of(seed, "vary").at(epoch)));
    }

    @Override
    public Batches evaluation() {
        return Batches.of(1, ALL - TRAIN, b -> {
            float[][] pictures = Arrays.copyOfRange(SIGNS, TRAIN, ALL);
            return batch(IntStream.range(TRAIN, ALL).toArray(), pictures, Arrays.copyOfRange(KINDS, TRAIN, ALL));
        });
    }

    private Batch batch(int[] signs, RandomStream epoch) {
        float[][] pictures = new float[signs.length][];
        int[] kinds = new int[signs.length];
        for (int i = 0; i < signs.length; i++) {
            RandomStream own = epoch.at(signs[i]);
            boolean flip = own.uniform(0) < 0.5;
            pictures[i] = varied(flip ? flipped(SIGNS[signs[i]]) : SIGNS[signs[i]], own);
            kinds[i] = flip ? mirrored(KINDS[signs[i]]) : KINDS[signs[i]];
        }
        return batch(signs, pictures, kinds);
    }

    private static Batch batch(int[] signs, float[][] pictures, int[] kinds) {
        int n = signs.length;
        float[] x = new float[n * SIDE * SIDE];
        for (int i = 0; i < n; i++) {
            System.arraycopy(pictures[i], 0, x, i * SIDE * SIDE, SIDE * SIDE);
        }
        long[] y = Arrays.stream(kinds).asLongStream().toArray();
        long[] ids = Arrays.stream(signs).asLongStream().toArray();
        return Batch.open("signs", () -> Batch.Content.of(Tensor.of(x, n, 1, SIDE, SIDE), Tensor.of(y, n), ids));
    }

    private static float[] flipped(float[] sign) {
        float[] flipped = new float[sign.length];
        for (int p = 0; p < sign.length; p++) {
            flipped[p] = sign[p / SIDE * SIDE + SIDE - 1 - p % SIDE];
        }
        return flipped;
    }

    /** The kind of a flipped sign. */
    int mirrored(int kind) {
        return kind < 2 ? 1 - kind : kind;
    }

    /** What else is done to a picture while training. */
    float[] varied(float[] sign, RandomStream own) {
        return sign;
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(sgd);
    }

    @Override
    public Declared declares() {
        return Declared.nothing().withDropout(0.2).withAugmentations(Set.of("flip"));
    }
}
