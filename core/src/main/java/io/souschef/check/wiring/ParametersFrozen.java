package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Set;

/**
 * A weight that asks for no gradients stays as it was drawn, and nothing complains. So what is frozen should be what was declared
 * to be, and nothing else.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class ParametersFrozen implements Check {
    @Override
    public String name() {
        return "only what is declared is frozen";
    }

    @Override
    public String code() {
        return "parameters-frozen-by-accident";
    }

    @Override
    public Finding run(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        Set<String> declared = subject.measured(new Statement()).declared().frozen();
        List<String> frozen = chart.weights().stream()
                .filter(weight -> !weight.trainable() && !Names.under(weight.name(), declared))
                .map(Weight::name)
                .toList();
        if (!frozen.isEmpty()) {
            Set<String> thawed = subject.measured(MovedLater.frozen(frozen));
            frozen = frozen.stream().filter(name -> !thawed.contains(name)).toList();
        }
        return finding()
                .measured(
                        "%d of %d weights ask for no gradients and are not declared frozen%s",
                        frozen.size(), chart.weights().size(), frozen.isEmpty() ? "" : ": " + Names.of(frozen))
                .expected("every weight asks for gradients, sooner or later, or is declared frozen")
                .cause(frozen.isEmpty() ? "" : "these weights keep their initial values for ever")
                .fix(
                        "requiresGrad(true) for what is to be trained; else declares(): Declared.nothing().withFrozen(Set.of(\"%s\"))",
                        frozen.isEmpty() ? "backbone" : prefix(frozen.get(0)))
                .okIf(frozen.isEmpty());
    }

    private static String prefix(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
