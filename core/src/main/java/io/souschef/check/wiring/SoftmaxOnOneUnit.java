package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A softmax over one number is 1, whatever the number: the output is constant and no gradient comes through. So the output should
 * not be exactly one for every example, nor what the loss makes of it, nor weights that are to choose between positions.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">input-independent baseline</a>
 */
public final class SoftmaxOnOneUnit implements Check {
    @Override
    public String name() {
        return "no softmax over one unit";
    }

    @Override
    public String code() {
        return "softmax-on-one-unit";
    }

    @Override
    public Finding run(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        if (chart.output() < 0) {
            throw new CouldNotJudge("the trace didn't see the last operation of the net");
        }
        Op last = chart.lastOp().orElseGet(() -> chart.op(chart.output()));
        boolean single = last.is("softmax", "logSoftmax")
                && last.numbers().min() == last.numbers().max()
                && Math.abs(last.numbers().mean() - (last.is("softmax") ? 1 : 0)) < 1e-6;
        boolean inLoss = !single && subject.measured(new OneUnitInLoss());
        Optional<Op> within =
                chart.ops().stream().filter(op -> isConstant(chart, op)).findFirst();
        if (!single && !inLoss && within.isPresent()) {
            return finding()
                    .measured(
                            "a softmax inside the net, to %s, gives nothing but %.0f",
                            within.get().shape(), within.get().numbers().mean())
                    .expected("a softmax over two numbers or more")
                    .cause("a softmax over one number is constant: what it weighs, it weighs all alike")
                    .fix(
                            "take it over the dimension that it should choose from: over the positions, softmax(1) of [N, T, 1]")
                    .okIf(false);
        }
        return finding()
                .measured(
                        inLoss
                                ? "the loss takes a softmax over a dimension of size 1"
                                : single
                                        ? "every output is %.0f: a softmax over a dimension of size 1"
                                        : "the net ends in %2$s",
                        last.numbers().mean(),
                        last.kind())
                .expected("a softmax over two units or more, or a sigmoid")
                .cause(single || inLoss ? "a softmax over one unit is constant" : "")
                .fix(
                        "return the one logit and use Task.multiLabel(1), whose loss applies a sigmoid; or two units and Task.classification(2)")
                .okIf(!single && !inLoss);
    }

    /** A softmax of scores that weights have made, over a dimension of size 1 though others have more. */
    private static boolean isConstant(Chart chart, Op op) {
        double is = op.is("softmax") ? 1 : 0;
        return op.is("softmax", "logSoftmax")
                && op.shape().size() > 1
                && op.shape().subList(1, op.shape().size()).stream().anyMatch(size -> size == 1)
                && op.shape().subList(1, op.shape().size()).stream().anyMatch(size -> size > 1)
                && Math.abs(op.numbers().min() - is) < 1e-6
                && Math.abs(op.numbers().max() - is) < 1e-6
                && chart.ancestors(op).stream()
                        .anyMatch(index -> chart.op(index).multiplies())
                && chart.ops().stream().noneMatch(other -> isTheSameLater(chart, op, other));
    }

    /** Whether the same weights lead to a softmax over more: what goes on step by step has one to look at in the first. */
    private static boolean isTheSameLater(Chart chart, Op first, Op later) {
        return later.is(first.kind())
                && later.shape().size() == first.shape().size()
                && later.numbers().min() < later.numbers().max()
                && weights(chart, later).equals(weights(chart, first));
    }

    private static Set<String> weights(Chart chart, Op op) {
        return chart.ancestors(op).stream()
                .flatMap(index -> chart.op(index).sources().stream())
                .filter(Source::isParameter)
                .map(Source::name)
                .collect(Collectors.toSet());
    }
}
