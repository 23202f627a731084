package io.souschef.junit;

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

/** Three clouds of points, told apart by an MLP. */
class Clouds implements TrainingProgram {
    private static final RandomStream DRAWN = RandomStream.of(3, "clouds");

    final long seed;
    final Mlp net;
    final Adam adam;

    Clouds(long seed) {
        this.seed = seed;
        this.net = new Mlp(seed, 6, 32, 3);
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
        return batches(RandomStream.of(seed, "shuffle").at(epoch).permutation(192));
    }

    @Override
    public Batches evaluation() {
        return batches(IntStream.range(192, 256).toArray());
    }

    private static Batches batches(int[] rows) {
        return Batches.of(rows.length / 32, rows.length, b -> open(Arrays.copyOfRange(rows, 32 * b, 32 * b + 32)));
    }

    private static Batch open(int[] rows) {
        float[] x = new float[6 * rows.length];
        long[] y = new long[rows.length];
        for (int i = 0; i < x.length; i++) {
            int row = rows[i / 6];
            y[i / 6] = row % 3;
            x[i] = (float) (DRAWN.named("centre").at(row % 3).gaussian(i % 6)
                    + 0.5 * DRAWN.at(row).gaussian(i % 6));
        }
        long[] ids = Arrays.stream(rows).asLongStream().toArray();
        return Batch.open("rows", () -> Batch.Content.of(Tensor.of(x, rows.length, 6), Tensor.of(y, rows.length), ids));
    }

    /** The same with a zeroGrad that somebody forgot. */
    static final class Forgetful extends Clouds {
        Forgetful(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            adam.step();
            return loss.item();
        }
    }

    /** The same with logits thirty times too large. */
    static final class Loud extends Clouds {
        Loud(long seed) {
            super(seed);
        }

        @Override
        public Tensor forward(Batch batch) {
            return net.forward(batch.input()).mul(30);
        }
    }

    /** The same with each example less the mean of its batch: a norm over the wrong dimension. */
    static final class Mixed extends Clouds {
        Mixed(long seed) {
            super(seed);
        }

        @Override
        public Tensor forward(Batch batch) {
            Tensor x = batch.input();
            return net.forward(x.sub(x.mean(0)));
        }
    }

    /** The same, which forgets to step. */
    static final class Standing extends Clouds {
        Standing(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            adam.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            return loss.item();
        }
    }
}
