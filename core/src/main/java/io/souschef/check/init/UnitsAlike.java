package io.souschef.check.init;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Names;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * Hidden units that start from the same weights get the same gradients and stay the same: a layer of a hundred is one of one. So
 * no hidden weight may be one constant, and no layer's units may still be alike after some steps; nor may all hidden layers start from
 * zeros, which let nothing of the input through. Zeros in some of them, in gates or at the end of residual branches, are meant.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">init well</a>
 */
public final class UnitsAlike implements Check {
    @Override
    public String name() {
        return "init well: units differ";
    }

    @Override
    public String code() {
        return "constant-initial-weights";
    }

    @Override
    public Finding run(Subject subject) {
        List<Starts.Start> starts = Starts.drawn(subject);
        if (starts.isEmpty()) {
            throw new CouldNotJudge("a trace sees no layer that multiplies with weights that are drawn");
        }
        List<String> alike = starts.stream()
                .filter(start -> start.hidden() && (start.alike() || start.constant()))
                .map(Starts.Start::name)
                .toList();
        List<Starts.Start> bare =
                starts.stream().filter(start -> start.hidden() && start.bare()).toList();
        if (alike.isEmpty() && bare.size() > 1 && bare.stream().allMatch(start -> start.gain() == 0)) {
            alike = bare.stream().map(Starts.Start::name).toList();
        }
        return finding()
                .measured(
                        alike.isEmpty() ? "the units of all %2$d layers differ" : "all units of %s are alike",
                        Names.of(alike),
                        starts.size())
                .expected("units that differ from the start, or part within some steps")
                .cause(alike.isEmpty() ? "" : "hidden weights start from a constant")
                .fix(
                        "draw them at random: Init.torchDefault(), Init.kaimingNormal(); zeros only in the last layer or at the end of a"
                                + " residual branch")
                .okIf(alike.isEmpty());
    }
}
