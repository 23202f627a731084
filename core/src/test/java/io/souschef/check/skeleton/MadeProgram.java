package io.souschef.check.skeleton;

import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Optional;
import java.util.stream.IntStream;

/** A sound program on made-up data; a test plants its bug by overriding what is broken. */
public class MadeProgram implements TrainingProgram {
    private static final int TRAINING = 400, EVALUATION = 150;

    private final Task task;
    private final Layer net;
    private final Adam adam;
    private final int batchSize;
    private final long seed;

    protected final MadeData data;

    public MadeProgram(MadeData data, Task task, Layer net, double rate, int batchSize, long seed) {
        this.data = data;
        this.task = task;
        this.net = net;
        this.adam = new Adam(net, rate);
        this.batchSize = batchSize;
        this.seed = seed;
    }

    @Override
    public Task task() {
        return task;
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
        return data.batches(RandomStream.of(seed, "shuffle").at(epoch).permutation(TRAINING), batchSize);
    }

    @Override
    public Batches evaluation() {
        return data.batches(IntStream.range(TRAINING, TRAINING + EVALUATION).toArray(), 64);
    }
}
