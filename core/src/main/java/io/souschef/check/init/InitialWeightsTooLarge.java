package io.souschef.check.init;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.Borrowed;
import io.souschef.check.wiring.Chart;
import io.souschef.check.wiring.Op;
import io.souschef.check.wiring.Source;
import io.souschef.check.wiring.Wiring;
import io.souschef.experiment.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Weights that are too large blow signals up from layer to layer: logits in the tens, saturated units, a loss at the start far
 * above chance. So a layer that no norm stands beside should not scale its input by much, by its weights and as measured, and what an
 * embedding gives should be about one.
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al. 2015, section 2.2</a>
 */
public final class InitialWeightsTooLarge implements Check {
    /**
     * PyTorch's default scales by 0.58, He's by 1.41. Over 40 seeds each of 107 nets 1.54 at most for one layer, 1.17 on average;
     * weights of deviation one, 7.5 and 4.8 at least.
     */
    private static final double ONE_LAYER = 4.5, ALL_LAYERS = 2.2;

    /**
     * Root mean square of what a layer gives. As large as that it may make inputs that are small: rows of one-hot vectors, in effect an
     * embedding, or vectors of length one. Of weights of deviation one behind inputs of about one it is 3 at least.
     */
    private static final double QUIET = 2;

    /** Root mean square of an embedding and of what it gives; PyTorch's are drawn with deviation one. */
    private static final double LOUD = 4;

    @Override
    public String name() {
        return "init well: weights not too large";
    }

    @Override
    public String code() {
        return "initial-weights-too-large";
    }

    @Override
    public Finding run(Subject subject) {
        List<Starts.Start> bare = Starts.drawn(subject).stream()
                .filter(start -> start.bare() && !start.alike() && start.gain() > 0)
                .toList();
        Set<String> loaded = subject.measured(new Borrowed()).openly();
        Optional<Op> loud = loudEmbedding(subject.measured(new Wiring()), loaded);
        if (loud.isPresent()) {
            return finding()
                    .measured(
                            "what %s gives has a root mean square of %.1f",
                            loud.get()
                                    .weight()
                                    .map(Source::name)
                                    .orElse(loud.get().name()),
                            loud.get().rms())
                    .expected("about one; at most %.0f", LOUD)
                    .cause("the embedding is drawn too large")
                    .fix("Init.normal(1) or less for embeddings; 0.02 in transformers")
                    .okIf(false);
        }
        if (bare.isEmpty()) {
            throw new CouldNotJudge(
                    "beside every layer that is drawn and that a trace sees stands a norm: the size of its weights doesn't matter");
        }
        Starts.Start largest = bare.stream()
                .max(Comparator.comparingDouble(InitialWeightsTooLarge::gain))
                .orElseThrow();
        double mean = Math.exp(bare.stream()
                .mapToDouble(start -> Math.log(gain(start)))
                .average()
                .orElse(0));
        boolean quiet = bare.stream().allMatch(start -> start.given() <= QUIET);
        boolean large = !quiet && (gain(largest) > ONE_LAYER || mean > ALL_LAYERS);
        return finding()
                .measured(
                        "%s scales its input by %.2f, the %d layers by %.2f on average",
                        largest.name(), gain(largest), bare.size(), mean)
                .expected("about 0.5 to 1.5 per layer; at most %.1f, and %.1f on average", ONE_LAYER, ALL_LAYERS)
                .cause(large ? "the initial weights are too large for their fan-in" : "")
                .fix("Init.torchDefault(), Init.kaimingNormal() or Init.xavierUniform(): they divide by √fan-in")
                .okIf(!large);
    }

    /** What is looked up as it is, because it was loaded or stands still, is no embedding that was drawn. */
    private static Optional<Op> loudEmbedding(Chart chart, Set<String> loaded) {
        return chart.ops().stream()
                .filter(op -> op.is("embedding") && op.rms() > LOUD && Starts.isBare(chart, op))
                .filter(op -> op.weight()
                        .flatMap(source -> chart.weight(source.name()))
                        .filter(weight -> weight.rms() > LOUD && weight.trainable() && !loaded.contains(weight.name()))
                        .isPresent())
                .findFirst();
    }

    /** By its weights and as measured: the smaller one, which a factor elsewhere may have made small. */
    private static double gain(Starts.Start start) {
        return Math.min(start.gain(), start.measured());
    }
}
