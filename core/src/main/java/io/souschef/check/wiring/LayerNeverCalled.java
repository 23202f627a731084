package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * A layer that was made and registered, but that forward() forgets, never gets a gradient: the net is smaller than it looks. So
 * every weight should be taken by some operation, in the user's own steps or in evaluation.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class LayerNeverCalled implements Check {
    @Override
    public String name() {
        return "every layer is called";
    }

    @Override
    public String code() {
        return "layer-never-called";
    }

    @Override
    public Finding run(Subject subject) {
        Unreached.Weights weights = subject.measured(new Unreached());
        return finding()
                .measured(
                        "%d of %d weights are never used%s",
                        weights.neverCalled().size(),
                        weights.all().size(),
                        weights.neverCalled().isEmpty() ? "" : ": " + Names.of(weights.neverCalled()))
                .expected("every weight takes part in the forward pass")
                .cause(weights.neverCalled().isEmpty() ? "" : "a layer is made, but forward() doesn't call it")
                .fix("call the layer in forward(), or take it out of the net")
                .okIf(weights.neverCalled().isEmpty());
    }
}
