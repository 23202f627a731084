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
    /**
     * PyTorch's default scales by 0.58. Over 40 seeds each of 75 nets 0.54 at least; weights of deviation 0.001, 0.005, and of deviation 0.01
     * behind up to 32 numbers 0.06 at most. Keras's normal of 0.05 behind four numbers scales by 0.1, its uniform of ± 0.05 behind eight by
     * 0.08: a net or two of layers that Adam soon makes up for, which is a warning.
     */
    private static final double ALL_LAYERS = 0.12, FAR_TOO_SMALL = 0.07;

    /**
     * Less is enough where it adds up: half of the layers scale by less than the one, and all of them one after the other by less than the
     * other. Over 705 sound programs, seed 1, together 0.002 and more, but for one in which some layers start next to zero and the others at
     * 0.58; variances where deviations were meant, in eight layers, 0.0001.
     */
    private static final double HALF = 0.45, TOGETHER = 1e-3;

    /** Of the deviation over all weights of a layer, beside the variance that it may be by mistake. Reasoned: a thousand draws are within 7 % of it. */
    private static final double EQUAL = 0.07;

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
        List<Starts.Start> bare = Starts.drawn(subject).stream()
                .filter(start -> start.bare() && start.hidden() && !start.alike() && start.gain() > 0)
                .toList();
        if (bare.isEmpty()) {
            throw new CouldNotJudge("no hidden layer that a trace sees is without a norm or a residual beside it");
        }
        double mean = Math.exp(bare.stream()
                .mapToDouble(start -> Math.log(start.scales()))
                .average()
                .orElse(0));
        double middle = bare.stream()
                .mapToDouble(Starts.Start::scales)
                .sorted()
                .skip(bare.size() / 2)
                .findFirst()
                .orElse(1);
        boolean adding = middle < HALF && Math.pow(mean, bare.size()) < TOGETHER;
        boolean variance = isVariance(bare, 1) || isVariance(bare, 2);
        boolean small = mean < ALL_LAYERS || adding || variance;
        Finding.Draft draft = finding()
                .measured("%d hidden layers scale their inputs by %.2g on average", bare.size(), mean)
                .expected("about 0.5 to 1.5 per layer; %.2f at least, and %.1g for all together", ALL_LAYERS, TOGETHER)
                .cause("%s", small ? cause(variance) : "")
                .fix(
                        "Init.torchDefault(), Init.kaimingNormal() or Init.xavierUniform(): they divide by √fan-in, and by no more");
        return mean < FAR_TOO_SMALL || adding ? draft.failIf(true) : draft.warnIf(small);
    }

    private static String cause(boolean variance) {
        return variance
                ? "the initial weights are too small for their fan-in: their deviation is what the variance should be, a root is missing"
                : "the initial weights are too small for their fan-in";
    }

    /** Whether the deviation of all these is 1 / fan-in, or 2 / fan-in, where fan-ins differ: that is a variance. */
    private static boolean isVariance(List<Starts.Start> layers, double numerator) {
        long least = layers.stream().mapToLong(Starts.Start::fanIn).min().orElse(1);
        long most = layers.stream().mapToLong(Starts.Start::fanIn).max().orElse(1);
        return most >= 2 * least
                && layers.stream()
                        .mapToDouble(layer -> layer.gain() * Math.sqrt((double) layer.fanIn()))
                        .allMatch(times -> Math.abs(times / numerator - 1) < EQUAL);
    }
}
