package io.souschef.check;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Three clouds of points, told apart by an MLP: sound, and easily spoilt. */
class Points implements TrainingProgram {
    private static final RandomStream DRAWN = RandomStream.of(3, "points");
    private static final int BATCH = 32, TRAIN = 192, ALL = 256, WIDTH = 6;

    final long seed;
    final Layer net;
    final Adam adam;

    Points(long seed) {
        this(seed, new Mlp(seed, WIDTH, 32, 3));
    }

    Points(long seed, Layer net) {
        this.seed = seed;
        this.net = net;
        this.adam = new Adam(net, 3e-3);
    }

    @Override
    public Task task() {
        return Task.classification(3);
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(adam);
    }

    @Override
    public Batches training(int epoch) {
        return batches(RandomStream.of(seed, "shuffle").at(epoch).permutation(TRAIN));
    }

    @Override
    public Batches evaluation() {
        return batches(IntStream.range(TRAIN, ALL).toArray());
    }

    private static Batches batches(int[] rows) {
        return Batches.of(
                rows.length / BATCH, rows.length, b -> open(Arrays.copyOfRange(rows, BATCH * b, BATCH * (b + 1))));
    }

    private static Batch open(int[] rows) {
        float[] x = new float[WIDTH * rows.length];
        long[] y = new long[rows.length];
        for (int i = 0; i < x.length; i++) {
            int row = rows[i / WIDTH];
            y[i / WIDTH] = row % 3;
            x[i] = (float) (DRAWN.named("centre").at(row % 3).gaussian(i % WIDTH)
                    + 0.5 * DRAWN.at(row).gaussian(i % WIDTH));
        }
        long[] ids = Arrays.stream(rows).asLongStream().toArray();
        return Batch.open(
                "rows", () -> Batch.Content.of(Tensor.of(x, rows.length, WIDTH), Tensor.of(y, rows.length), ids));
    }
}
