package io.souschef.gallery.boarders;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Optional;

/** Reports the share of right answers by a loop of his own, in batches that are larger than those of his evaluation split. */
final class ShareReporter implements TrainingProgram {
    private static final World.Data TABLE = World.table();

    private final long seed;
    private final boolean batchesCount;
    private final Layer net;
    private final Adam adam;

    /** @param batchesCount whether every batch counts the same, however many are in it */
    ShareReporter(long seed, boolean batchesCount) {
        this.seed = seed;
        this.batchesCount = batchesCount;
        this.net = new Mlp(seed, 8, 48, 4);
        this.adam = new Adam(net, 4e-3);
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
    public Optional<Optimizer> optimizer() {
        return Optional.of(adam);
    }

    @Override
    public Batches training(int epoch) {
        Examples train = TABLE.train();
        return train.batches(train.shuffled(seed, epoch), 32);
    }

    @Override
    public Batches evaluation() {
        return cut(32);
    }

    private static Batches cut(int size) {
        return TABLE.test().batches(TABLE.test().inOrder(), size);
    }

    @Override
    public double reported() {
        boolean training = net.isTraining();
        net.eval();
        double right = 0;
        double all = 0;
        for (Batch batch : cut(50)) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                double weight = batchesCount ? 1 : batch.size();
                right += weight * metric(forward(batch), batch.target());
                all += weight;
            }
        }
        if (training) {
            net.train();
        }
        return right / all;
    }
}
