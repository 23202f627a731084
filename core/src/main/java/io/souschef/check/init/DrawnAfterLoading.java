package io.souschef.check.init;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Chart;
import io.souschef.check.wiring.Names;
import io.souschef.check.wiring.Op;
import io.souschef.check.wiring.Source;
import io.souschef.check.wiring.Wiring;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A constructor that ends with initialize() draws over what was loaded before. A new head on loaded layers is meant so; drawn layers
 * with loaded ones after them, or with none left, are not.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">neural net training fails silently: "you initialized your weights
 *     from a pretrained checkpoint"</a>
 */
public final class DrawnAfterLoading implements Check {
    @Override
    public String name() {
        return "loaded weights are not drawn again";
    }

    @Override
    public String code() {
        return "drawn-after-loading";
    }

    @Override
    public Finding run(Subject subject) {
        Pretrained.Origin origin = subject.measured(new Pretrained());
        if (origin.loaded().isEmpty() && origin.drawnAfterLoading().isEmpty()) {
            throw new CouldNotJudge("no layer of the net was loaded by Layer.load");
        }
        Chart chart = subject.measured(new Wiring());
        OptionalInt lastLoaded = origin.loaded().stream()
                .flatMapToInt(layer -> first(chart, layer).stream())
                .max();
        Set<String> pretrained = subject.fresh(program -> program.declares().pretrained());
        List<String> lost = origin.drawnAfterLoading().stream()
                .filter(layer -> origin.loaded().isEmpty() || isBefore(first(chart, layer), lastLoaded))
                .filter(layer ->
                        pretrained.isEmpty() || Names.under(layer, pretrained)) // a new stem is said to be none
                .toList();
        return finding()
                .measured(
                        "%d layers as they were loaded, %d drawn again after it%s",
                        origin.loaded().size(), lost.size(), lost.isEmpty() ? "" : ": " + Names.of(lost))
                .expected("none is drawn again, but a new head")
                .cause(lost.isEmpty() ? "" : "initialize() runs after load()")
                .fix("initialize(seed) first, then load(state)")
                .okIf(lost.isEmpty());
    }

    /** When a layer is first called; a head that only the loss or an evaluation calls isn't seen. */
    private static OptionalInt first(Chart chart, String layer) {
        return chart.ops().stream()
                .filter(op -> op.sources().stream().anyMatch(source -> isOf(layer, source)))
                .mapToInt(Op::index)
                .findFirst();
    }

    private static boolean isBefore(OptionalInt one, OptionalInt other) {
        return one.isPresent() && other.isPresent() && one.getAsInt() < other.getAsInt();
    }

    private static boolean isOf(String layer, Source source) {
        return source.isParameter() && source.name().startsWith(layer + ".");
    }
}
