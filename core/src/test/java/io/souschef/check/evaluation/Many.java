package io.souschef.check.evaluation;

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
import java.util.Optional;
import java.util.stream.IntStream;

/** Four overlapping clouds, told apart by an MLP with dropout, with an evaluation split of 21 batches, the last of them smaller. */
class Many implements TrainingProgram {
    static final int BATCH = 16, HELD = 330, COUNT = 21;
    private static final int WIDTH = 5, CLASSES = 4, TRAIN = 320;
    private static final RandomStream DRAWN = RandomStream.of(5, "many");

    final Layer net;
    final Adam adam;

    /** How often the net was asked. */
    int asked;

    Many(long seed) {
        net = new Mlp(seed, 0.4, WIDTH, 24, CLASSES);
        adam = new Adam(net, 3e-3);
    }

    @Override
    public Task task() {
        return Task.classification(CLASSES);
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
    public Tensor forward(Batch batch) {
        asked++;
        return net.forward(batch.input());
    }

    @Override
    public Batches training(int epoch) {
        return trained(BATCH);
    }

    @Override
    public Batches evaluation() {
        return held(BATCH);
    }

    static Batches held(int size) {
        return batches(IntStream.range(TRAIN, TRAIN + HELD).toArray(), size);
    }

    static Batches trained(int size) {
        return batches(IntStream.range(0, TRAIN).toArray(), size);
    }

    private static Batches batches(int[] rows, int size) {
        return Batches.of((rows.length + size - 1) / size, rows.length, b -> {
            int n = Math.min(size, rows.length - b * size);
            float[] x = new float[n * WIDTH];
            long[] y = new long[n];
            long[] ids = new long[n];
            for (int i = 0; i < n; i++) {
                int row = rows[b * size + i];
                ids[i] = row;
                y[i] = row % CLASSES;
                for (int d = 0; d < WIDTH; d++) {
                    x[i * WIDTH + d] =
                            (float) (DRAWN.named("centre").at(row % CLASSES).gaussian(d)
                                    + 1.2 * DRAWN.at(row).gaussian(d));
                }
            }
            return Batch.open("rows", () -> Batch.Content.of(Tensor.of(x, n, WIDTH), Tensor.of(y, n), ids));
        });
    }
}
