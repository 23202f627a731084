package io.souschef.train;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** A small sound program: two interleaved half circles, an MLP, Adam. */
final class TwoMoons implements TrainingProgram {
    private static final int N = 256;

    private final Mlp net;
    private final Optimizer optimizer;
    private final long seed;

    TwoMoons(long seed) {
        this.seed = seed;
        this.net = new Mlp(seed, 2, 32, 2);
        this.optimizer = new Adam(net, 1e-2);
    }

    @Override
    public Task task() {
        return Task.classification(2);
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(optimizer);
    }

    @Override
    public Batches training(int epoch) {
        int[] order = RandomStream.of(seed, "shuffle").at(epoch).permutation(N);
        return Batches.of(N / 32, N, b -> batch(Arrays.copyOfRange(order, b * 32, (b + 1) * 32)));
    }

    @Override
    public Batches evaluation() {
        return Batches.of(
                3,
                N,
                b -> batch(IntStream.range(b * 100, Math.min(N, (b + 1) * 100)).toArray()));
    }

    private static Batch batch(int[] examples) {
        return Batch.open("moons", () -> {
            float[] x = new float[examples.length * 2];
            long[] y = new long[examples.length];
            long[] ids = new long[examples.length];
            for (int i = 0; i < examples.length; i++) {
                int e = examples[i];
                double angle = Math.PI * e / N;
                y[i] = e % 2;
                ids[i] = e;
                x[2 * i] = (float) (y[i] == 0 ? Math.cos(angle) : 1 - Math.cos(angle));
                x[2 * i + 1] = (float) (y[i] == 0 ? Math.sin(angle) : 0.5 - Math.sin(angle));
            }
            return Batch.Content.of(Tensor.of(x, examples.length, 2), Tensor.of(y, examples.length), ids);
        });
    }
}
