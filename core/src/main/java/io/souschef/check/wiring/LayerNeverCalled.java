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
        List<String> never = weights.neverCalled();
        List<String> thrownAway = weights.thrownAway();
        List<String> unused = Stream.concat(never.stream(), thrownAway.stream()).toList();
        boolean spare = !unused.isEmpty()
                && never.isEmpty()
                && thrownAway.stream().allMatch(name -> isOfLastBlock(name, weights));
        Finding.Draft draft = finding()
                .measured(
                        "%d of %d weights are never used%s",
                        unused.size(), weights.all().size(), unused.isEmpty() ? "" : ": " + Names.of(unused))
                .expected("every weight takes part in the forward pass")
                .cause(cause(never, thrownAway))
                .fix(
                        never.isEmpty()
                                ? "use what the layer returns, or take it out of the net"
                                : "call the layer in forward(), or take it out of the net");
        return spare ? draft.warnIf(true) : draft.okIf(unused.isEmpty());
    }

    private static String cause(List<String> never, List<String> thrownAway) {
        if (thrownAway.isEmpty()) {
            return never.isEmpty() ? "" : "a layer is made, but forward() doesn't call it";
        }
        String nowhere = "a layer is called, but its result goes nowhere: the output is the same without it";
        return never.isEmpty() ? nowhere : "forward() doesn't call %s; %s".formatted(Names.of(never), nowhere);
    }

    /**
     * Whether it is in the last of several blocks that uses its other weights, and one before it uses this one, too: what the last one hands on
     * has nobody to take it.
     */
    private static boolean isOfLastBlock(String name, Unreached.Weights weights) {
        List<NumberedName> numbered = weights.all().stream()
                .flatMap(any -> NumberedName.of(any).stream())
                .toList();
        List<NumberedName> used = numbered.stream()
                .filter(other -> !weights.thrownAway().contains(other.name()))
                .toList();
        return NumberedName.of(name).stream()
                .anyMatch(here -> used.stream().anyMatch(here::isOfBlock)
                        && used.stream().anyMatch(here::differsByNumber)
                        && numbered.stream().noneMatch(other -> here.differsByNumber(other) && here.isBefore(other)));
    }
}
