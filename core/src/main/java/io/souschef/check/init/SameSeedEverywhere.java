package io.souschef.check.init;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.Borrowed;
import io.souschef.check.wiring.Chart;
import io.souschef.check.wiring.Names;
import io.souschef.check.wiring.Twins;
import io.souschef.check.wiring.WeightsNotTied;
import io.souschef.check.wiring.Wiring;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Set;

/**
 * Layers, or members of an ensemble, that are each drawn from one seed are copies of each other: an ensemble of five is one net. So no
 * two weights that are trained should start from the same random numbers.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">fix random seed</a>
 */
public final class SameSeedEverywhere implements Check {
    @Override
    public String name() {
        return "fix random seed: another one for each layer";
    }

    @Override
    public String code() {
        return "same-seed-for-every-layer";
    }

    @Override
    public Finding run(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        Set<String> loaded = subject.measured(new Borrowed()).openly();
        List<String> copies = subject.measured(new Twins()).stream()
                .filter(pair -> pair.alike() && !pair.declared() && !WeightsNotTied.isEmbeddingAndHead(chart, pair))
                .filter(pair -> isDrawnAndTrained(chart, pair.first(), loaded)
                        && isDrawnAndTrained(chart, pair.second(), loaded))
                .map(pair -> pair.first() + " and " + pair.second())
                .toList();
        return finding()
                .measured(
                        copies.isEmpty()
                                ? "no two matrices start from the same random numbers"
                                : "%s start from the same random numbers",
                        Names.of(copies))
                .expected("random numbers of its own for each weight")
                .cause(copies.isEmpty() ? "" : "each of these layers is drawn from the same seed")
                .fix(
                        "initialize the net as a whole: initialize(seed) draws each parameter from a stream named after it")
                .okIf(copies.isEmpty());
    }

    /**
     * Copies that no gradient reaches are kept so: the target net of a moving average. Biases may be set to the same shares of the classes in
     * each of several heads, and members may start from one checkpoint.
     */
    private static boolean isDrawnAndTrained(Chart chart, String name, Set<String> loaded) {
        return chart.weight(name)
                .filter(weight -> weight.reached() && weight.shape().size() >= 2 && !loaded.contains(name))
                .isPresent();
    }
}
