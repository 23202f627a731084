package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * One layer put into a net under two names, as Collections.nCopies does, is one layer: a net of six such blocks has the weights of
 * one. So no two names should stand for the same memory, unless that is declared.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class WeightsTiedByAccident implements Check {
    @Override
    public String name() {
        return "every name has weights of its own";
    }

    @Override
    public String code() {
        return "weights-tied-by-accident";
    }

    @Override
    public Finding run(Subject subject) {
        List<String> shared = subject.measured(new Twins()).stream()
                .filter(pair -> pair.one() && !pair.declared())
                .map(pair -> pair.first() + " and " + pair.second())
                .toList();
        return finding()
                .measured(
                        shared.isEmpty() ? "no parameter has two names" : "%s are one tensor: %d such pairs",
                        Names.of(shared),
                        shared.size())
                .expected("each parameter under one name, unless it is declared tied")
                .cause(shared.isEmpty() ? "" : "one layer was added under several names")
                .fix(
                        "make a new layer for each place; if it is meant, declares(): Declared.nothing().withTied(Set.of(…))")
                .okIf(shared.isEmpty());
    }
}
