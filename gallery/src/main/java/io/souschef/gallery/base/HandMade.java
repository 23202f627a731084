package io.souschef.gallery.base;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** A healthy program that updates its weights itself: plain gradient descent, no optimiser. */
public class HandMade implements TrainingProgram {
    protected final long seed;
    protected final Layer net;
    protected final Material data;
    protected final double rate;

    public HandMade(long seed, Layer net, Material data, double rate) {
        this.seed = seed;
        this.net = net;
        this.data = data;
        this.rate = rate;
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
        net.parameters().values().forEach(Tensor::clearGrad);
        Tensor loss = loss(forward(batch), batch);
        loss.backward();
        update();
        return loss.item();
    }

    /** Goes one step downhill. */
    protected void update() {
        try (NoGrad off = NoGrad.open()) {
            for (Tensor weight : net.parameters().values()) {
                weight.grad().ifPresent(gradient -> weight.addInPlace(gradient, -rate));
            }
        }
    }
}
