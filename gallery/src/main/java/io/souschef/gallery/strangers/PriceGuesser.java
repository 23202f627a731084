package io.souschef.gallery.strangers;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Relu;
import io.souschef.nn.Sequential;
import io.souschef.nn.Silu;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Prices of houses around 50, standardised, from eight numbers; the head starts at zero, so that a fresh net says the mean. */
class PriceGuesser implements TrainingProgram {
    private static final int TRAIN = 600, ALL = 800, FEATURES = 8, SIZE = 50;
    private static final double MEAN = 50, DEVIATION = 7;
    private static final float[] HOUSES = new float[ALL * FEATURES];
    private static final float[] PRICES = new float[ALL];

    static {
        Random random = new Random(5);
        for (int i = 0; i < ALL; i++) {
            for (int j = 0; j < FEATURES; j++) {
                HOUSES[i * FEATURES + j] = (float) random.nextGaussian();
            }
            float[] x = Arrays.copyOfRange(HOUSES, i * FEATURES, (i + 1) * FEATURES);
            PRICES[i] = (float) (MEAN
                    + 5 * x[0]
                    + 4 * Math.sin(2 * x[1])
                    + 3 * x[3] * x[4]
                    + 2 * Math.signum(x[5])
                    + random.nextGaussian());
        }
    }

    private final long seed;
    private final Sequential net;
    private final Adam adam;

    PriceGuesser(long seed) {
        this.seed = seed;
        net = new Sequential(
                new Linear(FEATURES, 64),
                new Relu(),
                new Linear(64, 64),
                new Silu(),
                new Linear(64, 1, Init.zeros(), Init.zeros()));
        net.initialize(seed);
        adam = new Adam(net, 2e-3);
    }

    @Override
    public Task task() {
        return Task.regression(MEAN, DEVIATION, "k$");
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Batches training(int epoch) {
        int[] order = RandomStream.of(seed, "houses").at(epoch).permutation(TRAIN);
        return Batches.of(TRAIN / SIZE, TRAIN, b -> batch(Arrays.copyOfRange(order, b * SIZE, (b + 1) * SIZE)));
    }

    @Override
    public Batches evaluation() {
        return Batches.of(1, ALL - TRAIN, b -> batch(IntStream.range(TRAIN, ALL).toArray()));
    }

    private static Batch batch(int[] houses) {
        int n = houses.length;
        float[] x = new float[n * FEATURES];
        float[] y = new float[n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(HOUSES, houses[i] * FEATURES, x, i * FEATURES, FEATURES);
            y[i] = (float) ((PRICES[houses[i]] - MEAN) / DEVIATION);
        }
        long[] ids = Arrays.stream(houses).asLongStream().toArray();
        return Batch.open("houses", () -> Batch.Content.of(Tensor.of(x, n, FEATURES), Tensor.of(y, n, 1), ids));
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(adam);
    }
}
