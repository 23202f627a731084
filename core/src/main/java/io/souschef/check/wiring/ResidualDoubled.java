package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A block that adds its input back, inside a loop that adds it once more, gives 2 x + f(x): the signal doubles with every block. So
 * no sum should add what its other operand has just added, of itself. Once, at the end of several blocks, it is a warning: it may be the sum
 * of the last two.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">verify decreasing training loss</a>
 */
public final class ResidualDoubled implements Check {
    /** In one block: attention to itself, attention to another, an MLP. */
    private static final int MOST_SUMS = 3;

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
        List<Op> twice = merges.stream().filter(op -> addsTwice(chart, op)).toList();
        Optional<Op> doubled = twice.stream().findFirst().or(() -> aroundBlocks(chart, merges));
        boolean sumOfLayers = twice.size() == 1 && isLastOfMore(chart, twice.get(0), merges);
        Finding.Draft draft = finding()
                .measured(
                        doubled.isPresent()
                                ? "operation %d of %d adds a tensor of shape %s for the second time"
                                : "%2$d operations, %4$d of them sums, none adds its input twice",
                        doubled.map(op -> op.index() + 1).orElse(0),
                        chart.ops().size(),
                        doubled.map(Op::shape).orElse(List.of()),
                        merges.size())
                .expected("out = x + f(x), x once")
                .cause(doubled.isPresent() ? "both the block and its caller add the input" : "")
                .fix("add it in one place: x = block.forward(x), where the block returns x.add(f)");
        return sumOfLayers ? draft.warnIf(true) : draft.okIf(doubled.isEmpty());
    }

    /** Whether blocks before it add once, and none comes after it: the sum of what the last two have given looks like it. */
    private static boolean isLastOfMore(Chart chart, Op sum, List<Op> merges) {
        Set<Integer> before = chart.ancestors(sum);
        return merges.stream().filter(op -> before.contains(op.index())).count() > 2
                && merges.stream()
                        .noneMatch(op ->
                                op.index() != sum.index() && chart.ancestors(op).contains(sum.index()));
    }

    private static boolean addsTwice(Chart chart, Op sum) {
        List<Source> operands = sum.sources().stream().filter(Source::isResult).toList();
        int a = operands.get(0).op();
        int b = operands.get(1).op();
        return a == b || adds(chart, b, a) || adds(chart, a, b);
    }

    /**
     * Whether operation {@code at}, past activations and shaping, is a sum of the result of {@code x} and of what was made of it, which
     * nothing else takes: what is summed over all layers goes on to the next one, and positions that are added again were no block's input.
     */
    private static boolean adds(Chart chart, int at, int x) {
        Op op = chart.op(at);
        while (!chart.isMerge(op)) {
            Optional<Op> before =
                    op.is("relu", "gelu", "silu") || chart.isShaping(op) ? chart.before(op) : Optional.empty();
            if (before.isEmpty() || isTakenTwice(chart, op)) {
                return false;
            }
            op = before.get();
        }
        List<Integer> operands =
                op.sources().stream().filter(Source::isResult).map(Source::op).toList();
        return op.index() != x
                && !isTakenTwice(chart, op)
                && operands.contains(x)
                && operands.stream()
                        .allMatch(other -> chart.ancestors(chart.op(other)).contains(x));
    }

    /**
     * The second of two sums, one after the other, that add the input of a block which has added up more than once itself, as a transformer's
     * has. A single one may be a skip past all blocks.
     */
    private static Optional<Op> aroundBlocks(Chart chart, List<Op> merges) {
        Map<Integer, Integer> inputs = new HashMap<>();
        for (Op sum : merges) {
            List<Integer> operands = sum.sources().stream()
                    .filter(Source::isResult)
                    .map(Source::op)
                    .toList();
            if (leadsTo(chart, operands.get(0), operands.get(1))) {
                inputs.put(sum.index(), operands.get(1));
            } else if (leadsTo(chart, operands.get(1), operands.get(0))) {
                inputs.put(sum.index(), operands.get(0));
            }
        }
        return merges.stream()
                .filter(sum -> inputs.containsKey(inputs.getOrDefault(sum.index(), -1)))
                .findFirst();
    }

    /** Whether the stream leads from {@code x} to sum {@code at}, which nothing but the sum around it takes, through other sums. */
    private static boolean leadsTo(Chart chart, int at, int x) {
        Op op = chart.op(at);
        if (isTakenTwice(chart, op)) {
            return false;
        }
        for (int sums = 0; sums < MOST_SUMS && chart.isMerge(op); sums++) {
            List<Integer> operands = op.sources().stream()
                    .filter(Source::isResult)
                    .map(Source::op)
                    .toList();
            Optional<Integer> stream = operands.stream()
                    .filter(one -> operands.stream()
                            .allMatch(other -> chart.ancestors(chart.op(other)).contains(one)))
                    .findFirst();
            if (stream.isEmpty()) {
                return false;
            }
            if (stream.get() == x) {
                return true;
            }
            op = chart.op(stream.get());
        }
        return false;
    }

    private static boolean isTakenTwice(Chart chart, Op op) {
        return chart.after(op).stream().filter(Op::recorded).count() > 1;
    }
}
