package io.souschef.train;

import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Updates;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum, by PyTorch's definition: buffer = momentum · buffer + gradient, weight −= rate ·
 * buffer. One native call a step for all parameters. Weight decay pulls only on weights of two dimensions or more.
 */
public final class Sgd implements Optimizer {
    private final Slots slots;
    private final double momentum;
    private final boolean nesterov;
    private final double weightDecay;
    private double rate;
    private long steps;

    public Sgd(Layer net, double rate) {
        this(net, rate, 0, false, 0);
    }

    public Sgd(Layer net, double rate, double momentum) {
        this(net, rate, momentum, false, 0);
    }

    public Sgd(Layer net, double rate, double momentum, boolean nesterov, double weightDecay) {
        this.slots = new Slots("Sgd", net.parameters(), "momentum_buffer");
        this.rate = rate;
        this.momentum = momentum;
        this.nesterov = nesterov;
        this.weightDecay = weightDecay;
    }

    @Override
    public void zeroGrad() {
        slots.zeroGrad();
    }

    @Override
    public void step() {
        steps++;
        if (weightDecay == 0) {
            slots.withGradients((s, g) -> update(s, g, 0));
        } else {
            slots.withGradients((s, g) -> update(s, g, weightDecay), (s, g) -> update(s, g, 0));
        }
    }

    private void update(List<Slots.Slot> slots, List<Tensor> gradients, double decay) {
        // buffers start at zero, so that the first step needs no case of its own: 0 · momentum + gradient
        Updates.sgd(
                new Updates.SgdRule(rate, momentum, nesterov, decay),
                Slots.parameters(slots),
                gradients,
                Slots.memories(slots, "momentum_buffer"),
                false);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return slots.parameters();
    }

    @Override
    public double learningRate() {
        return rate;
    }

    @Override
    public void learningRate(double rate) {
        this.rate = rate;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public Map<String, Tensor> state() {
        return slots.state();
    }

    @Override
    public void load(Map<String, Tensor> state, long steps) {
        slots.load(state);
        this.steps = steps;
    }

    @Override
    public void close() {
        slots.close();
    }
}
