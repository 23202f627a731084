package io.souschef.train;

import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Updates;
import java.util.List;
import java.util.Map;

/**
 * Adam, and AdamW when the weight decay is decoupled. One native call a step for all parameters. Weight decay pulls only on
 * weights of two dimensions or more: biases and the scales of norms are left alone.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015, algorithm 1</a>
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter 2019, algorithm 2</a>
 */
public final class Adam implements Optimizer {
    private static final double BETA1 = 0.9, BETA2 = 0.999, EPS = 1e-8;

    private final Slots slots;
    private final double beta2;
    private final double weightDecay;
    private final boolean decoupled;
    private double rate;
    private long steps;

    /** Plain Adam with β 0.9 and 0.999, ε 1e-8. The recipe's safe choice is a rate of 3e-4. */
    public Adam(Layer net, double rate) {
        this(net.parameters(), rate, BETA2, 0, false);
    }

    private Adam(Map<String, Tensor> parameters, double rate, double beta2, double weightDecay, boolean decoupled) {
        this.slots = new Slots("Adam", parameters, "exp_avg", "exp_avg_sq", "step");
        this.rate = rate;
        this.beta2 = beta2;
        this.weightDecay = weightDecay;
        this.decoupled = decoupled;
    }

    /** AdamW: before each step every weight shrinks by rate · decay of itself. */
    public static Adam w(Layer net, double rate, double weightDecay) {
        return new Adam(net.parameters(), rate, BETA2, weightDecay, true);
    }

    /** AdamW with another β₂ and only for these parameters. */
    public static Adam w(Map<String, Tensor> parameters, double rate, double weightDecay, double beta2) {
        return new Adam(parameters, rate, beta2, weightDecay, true);
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
        Updates.adam(
                new Updates.AdamRule(rate, BETA1, beta2, EPS, decay, decoupled),
                Slots.parameters(slots),
                gradients,
                Slots.memories(slots, "exp_avg"),
                Slots.memories(slots, "exp_avg_sq"),
                Slots.memories(slots, "step"));
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
