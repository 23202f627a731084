package io.souschef.gallery.base;

import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Adam written out by its author, on three clouds in eight dimensions; with everything that can be got wrong as a setting. */
public class HandMadeAdam extends HandMade {
    /**
     * What can be got wrong.
     *
     * @param corrected whether the first averages are corrected for having started at zero
     * @param decoupled whether weight decay acts on the weights, and not on the gradient
     */
    public record Settings(double beta1, double beta2, double eps, boolean corrected, double decay, boolean decoupled) {
        /** As published. */
        public static final Settings USUAL = new Settings(0.9, 0.999, 1e-8, true, 0, true);
    }

    private final Settings settings;
    private final Shelf memory = new Shelf("averages");
    private final Map<String, Tensor> means = new LinkedHashMap<>();
    private final Map<String, Tensor> squares = new LinkedHashMap<>();
    private int steps;

    public HandMadeAdam(long seed, Settings settings) {
        super(seed, new Mlp(seed, 8, 32, 3), Rows.clouds(), 3e-3);
        this.settings = settings;
    }

    @Override
    protected void update() {
        steps++;
        try (NoGrad off = NoGrad.open()) {
            net.parameters().forEach((name, weight) -> weight.grad().ifPresent(g -> update(name, weight, g)));
        }
    }

    private void update(String name, Tensor weight, Tensor gradient) {
        boolean decayed = settings.decay() > 0 && weight.dim() >= 2;
        Tensor g = decayed && !settings.decoupled() ? gradient.add(weight.mul(settings.decay())) : gradient;
        Tensor mean = Objects.requireNonNull(means.computeIfAbsent(name, n -> memory.keep(weight.mul(0))));
        Tensor square = Objects.requireNonNull(squares.computeIfAbsent(name, n -> memory.keep(weight.mul(0))));
        mean.lerpInPlace(g, 1 - settings.beta1());
        square.lerpInPlace(g.mul(g), 1 - settings.beta2());
        double first = settings.corrected() ? 1 - Math.pow(settings.beta1(), steps) : 1;
        double second = settings.corrected() ? 1 - Math.pow(settings.beta2(), steps) : 1;
        if (decayed && settings.decoupled()) {
            weight.mulInPlace(1 - rate * settings.decay());
        }
        weight.addcdivInPlace(mean, square.div(second).sqrt().add(settings.eps()), -rate / first);
    }

    @Override
    public void close() {
        memory.close();
        super.close();
    }
}
