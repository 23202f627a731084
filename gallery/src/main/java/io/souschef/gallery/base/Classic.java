package io.souschef.gallery.base;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Optional;

/**
 * A healthy program with its step written out, as people write it. A trap and its twin change one method of it, and show all
 * of that method.
 */
public class Classic implements TrainingProgram {
    protected final long seed;
    protected final Layer net;
    protected final Optimizer optimizer;
    protected final Material data;

    public Classic(long seed, Layer net, Optimizer optimizer, Material data) {
        this.seed = seed;
        this.net = net;
        this.optimizer = optimizer;
        this.data = data;
    }

    @Override
    public Task task() {
        return data.task();
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
        return data.training(seed, epoch);
    }

    @Override
    public Batches evaluation() {
        return data.evaluation();
    }

    @Override
    public double step(Batch batch) {
        net.train();
        optimizer.zeroGrad();
        Tensor loss = loss(forward(batch), batch);
        loss.backward();
        optimizer.step();
        return loss.item();
    }
}
