package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Optional;

/**
 * A detach(), a NoGrad or a trip through Java arrays in the middle of a net leaves everything before it at its initial weights,
 * while what comes after still learns. So every weight that the forward pass takes should get a gradient from the loss.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class GradientCutOff implements Check {
    @Override
    public String name() {
        return "gradients reach every layer";
    }

    @Override
    public String code() {
        return "gradient-cut-off";
    }

    @Override
    public Finding run(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        Unreached.Weights weights = subject.measured(new Unreached());
        if (!chart.backward() || weights.cutOff().equals(weights.all())) {
            throw new CouldNotJudge("the loss gives gradients to nothing at all");
        }
        List<String> cut = weights.cutOff();
        return finding()
                .measured(
                        "%d of %d weights take part in the forward pass and get no gradient%s",
                        cut.size(), weights.all().size(), cut.isEmpty() ? "" : ": " + Names.of(cut))
                .expected("a gradient for every weight, unless it is declared frozen")
                .cause(cut.isEmpty() ? "" : cause(chart, cut))
                .fix("let the tensor through as it is; if these weights are to stay, declare them frozen")
                .okIf(cut.isEmpty());
    }

    private static String cause(Chart chart, List<String> cut) {
        Optional<Op> unrecorded = cut.stream()
                .flatMap(name -> chart.user(name).stream())
                .filter(op -> !op.recorded())
                .findFirst();
        if (unrecorded.isPresent()) {
            return "this part of the forward pass runs inside NoGrad";
        }
        return chart.ops().stream().anyMatch(op -> op.is("detach") && isMadeWith(chart, op, cut))
                ? "a detach() after these layers cuts the graph"
                : "the numbers leave the graph after these layers, through a copy into Java or an operation without a gradient";
    }

    private static boolean isMadeWith(Chart chart, Op op, List<String> weights) {
        return chart.ancestors(op).stream()
                .flatMap(index -> chart.op(index).sources().stream())
                .anyMatch(source -> source.isParameter() && weights.contains(source.name()));
    }
}
