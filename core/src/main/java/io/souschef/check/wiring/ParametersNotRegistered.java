package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * Layers kept in a plain list are used, but they are no part of the net: no optimiser moves them, no checkpoint saves them. So
 * every tensor in the forward pass that asks for gradients should be a parameter of the net, or move by the user's own steps.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class ParametersNotRegistered implements Check {
    @Override
    public String name() {
        return "every weight is registered";
    }

    @Override
    public String code() {
        return "parameters-not-registered";
    }

    @Override
    public Finding run(Subject subject) {
        Movement.Moved moved = subject.measured(new Movement());
        List<String> lost = moved.strays().stream()
                .filter(stray -> !stray.moved())
                .map(stray -> stray.shape() + " in " + stray.operation())
                .toList();
        return finding()
                .measured(
                        "%d tensors ask for gradients, belong to no layer of the net and don't move in %d steps%s",
                        lost.size(), moved.steps(), lost.isEmpty() ? "" : ": " + Names.of(lost))
                .expected("every weight that the forward pass uses is among net.parameters()")
                .cause(lost.isEmpty() ? "" : "layers were made without add(name, layer), e.g. kept in a plain list")
                .fix("register each one: add(\"block\" + i, new Block(…))")
                .okIf(lost.isEmpty());
    }
}
