package io.souschef.check.init;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * Weights that are too small let signals and gradients die out from layer to layer, and the first layers hardly learn. So hidden
 * layers that no norm stands beside should keep signals at about their size, by their weights and as measured.
 *
 * @see <a href="https://proceedings.mlr.press/v9/glorot10a.html">Glorot and Bengio 2010, section 4</a>
 */
public final class InitialWeightsTooSmall implements Check {
    /** PyTorch's default scales by 0.58. Over 40 seeds each of 75 nets 0.54 at least; weights of deviation 0.001, 0.005. */
    private static final double ALL_LAYERS = 0.12;

    @Override
    public String name() {
        return "init well: weights not too small";
    }

    @Override
    public String code() {
        return "initial-weights-too-small";
    }

    @Override
    public Finding run(Subject subject) {
        List<Starts.Start> bare = subject.measured(new Starts()).stream()
                .filter(start -> start.bare() && start.hidden() && !start.alike() && start.gain() > 0)
                .toList();
        if (bare.isEmpty()) {
            throw new CouldNotJudge("no hidden layer that a trace sees is without a norm or a residual beside it");
        }
        double mean = Math.exp(bare.stream()
                .mapToDouble(start -> Math.log(start.scales()))
                .average()
                .orElse(0));
        boolean small = mean < ALL_LAYERS;
        return finding()
                .measured("%d hidden layers scale their inputs by %.2g on average", bare.size(), mean)
                .expected("about 0.5 to 1.5 per layer; %.2f at least", ALL_LAYERS)
                .cause(small ? "the initial weights are too small for their fan-in" : "")
                .fix(
                        "Init.torchDefault(), Init.kaimingNormal() or Init.xavierUniform(): they divide by √fan-in, and by no more")
                .okIf(!small);
    }
}
