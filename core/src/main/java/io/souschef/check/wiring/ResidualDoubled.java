package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Optional;

/**
 * A block that adds its input back, inside a loop that adds it once more, gives 2 x + f(x): the signal doubles with every block. So
 * no sum should add what its other operand has just added.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">verify decreasing training loss</a>
 */
public final class ResidualDoubled implements Check {
    @Override
    public String name() {
        return "no block adds its input twice";
    }

    @Override
    public String code() {
        return "residual-doubled";
    }

    @Override
    public Finding run(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        List<Op> merges = chart.ops().stream().filter(chart::isMerge).toList();
        if (merges.isEmpty()) {
            throw new CouldNotJudge("the net has no residual anywhere");
        }
        Optional<Op> doubled =
                merges.stream().filter(op -> addsTwice(chart, op)).findFirst();
        return finding()
                .measured(
                        doubled.isPresent()
                                ? "operation %d of %d adds a tensor of shape %s for the second time"
                                : "%2$d operations, %4$d of them sums, none adds its input twice",
                        doubled.map(Op::index).orElse(0),
                        chart.ops().size(),
                        doubled.map(Op::shape).orElse(List.of()),
                        merges.size())
                .expected("out = x + f(x), x once")
                .cause(doubled.isPresent() ? "both the block and its caller add the input" : "")
                .fix("add it in one place: x = block.forward(x), where the block returns x.add(f)")
                .okIf(doubled.isEmpty());
    }

    private static boolean addsTwice(Chart chart, Op sum) {
        List<Source> operands = sum.sources().stream().filter(Source::isResult).toList();
        int a = operands.get(0).op();
        int b = operands.get(1).op();
        return a == b || adds(chart, b, a) || adds(chart, a, b);
    }

    /** Whether operation {@code at}, past activations and shaping, is a sum with the result of {@code x} in it. */
    private static boolean adds(Chart chart, int at, int x) {
        Op op = chart.op(at);
        while (!chart.isMerge(op)) {
            Optional<Op> before =
                    op.is("relu", "gelu", "silu") || chart.isShaping(op) ? chart.before(op) : Optional.empty();
            if (before.isEmpty()) {
                return false;
            }
            op = before.get();
        }
        return op.index() != x && op.sources().stream().anyMatch(source -> source.op() == x);
    }
}
