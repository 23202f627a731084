package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * A layer that was made and registered, but that forward() forgets, or whose result it throws away, never gets a gradient: the net is
 * smaller than it looks. So every weight should be taken by some operation, in the user's own steps or in evaluation, and the output or the
 * loss should depend on it. What the last of several blocks hands on to none is a warning.
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
        List<String> unused = Stream.concat(weights.neverCalled().stream(), weights.thrownAway().stream())
                .toList();
        boolean spare =
                unused.equals(weights.thrownAway()) && unused.stream().allMatch(name -> isOneOfMore(name, weights));
        Finding.Draft draft = finding()
                .measured(
                        "%d of %d weights are never used%s",
                        unused.size(), weights.all().size(), unused.isEmpty() ? "" : ": " + Names.of(unused))
                .expected("every weight takes part in the forward pass")
                .cause(
                        unused.isEmpty()
                                ? ""
                                : weights.neverCalled().isEmpty()
                                        ? "a layer is called, but its result goes nowhere: the output is the same without it"
                                        : "a layer is made, but forward() doesn't call it")
                .fix(
                        !weights.thrownAway().isEmpty() && weights.neverCalled().isEmpty()
                                ? "use what the layer returns, or take it out of the net"
                                : "call the layer in forward(), or take it out of the net");
        return spare ? draft.warnIf(!unused.isEmpty()) : draft.okIf(unused.isEmpty());
    }

    /** Whether others of its list are used: what the last of several blocks hands on has nobody to take it. */
    private static boolean isOneOfMore(String name, Unreached.Weights weights) {
        return weights.all().stream()
                .filter(other -> !weights.thrownAway().contains(other))
                .anyMatch(
                        other -> !other.equals(name) && BlockSpan.family(other).equals(BlockSpan.family(name)));
    }
}
