package io.souschef.check.init;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Chart;
import io.souschef.check.wiring.Names;
import io.souschef.check.wiring.Twins;
import io.souschef.check.wiring.Weight;
import io.souschef.check.wiring.WeightsNotTied;
import io.souschef.check.wiring.Wiring;
import io.souschef.experiment.Finding;
import java.util.List;

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
        List<String> copies = subject.measured(new Twins()).stream()
                .filter(pair -> pair.alike() && !pair.declared() && !WeightsNotTied.isEmbeddingAndHead(chart, pair))
                .filter(pair -> isTrained(chart, pair.first()) && isTrained(chart, pair.second()))
                .map(pair -> pair.first() + " and " + pair.second())
                .toList();
        return finding()
                .measured(
                        copies.isEmpty()
                                ? "no two weights start from the same random numbers"
                                : "%s start from the same random numbers",
                        Names.of(copies))
                .expected("random numbers of its own for each weight")
                .cause(copies.isEmpty() ? "" : "each of these layers is drawn from the same seed")
                .fix(
                        "initialize the net as a whole: initialize(seed) draws each parameter from a stream named after it")
                .okIf(copies.isEmpty());
    }

    /** Copies that no gradient reaches are kept so: the target net of a moving average. */
    private static boolean isTrained(Chart chart, String name) {
        return chart.weight(name).filter(Weight::reached).isPresent();
    }
}
