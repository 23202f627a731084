package io.souschef.check.wiring;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A net as its forward pass shows it, operation by operation, and what the backward pass reached.
 *
 * @param ops of the forward pass, in order; those of the loss are not among them
 * @param output the index of the operation that made the output; −1 if it was not seen
 * @param outputShape the sizes of the output
 * @param weights every parameter of the net
 * @param layerClasses the simple class names of the net's layers, by dotted name
 * @param backward whether the loss had a graph to go back through
 */
public record Chart(
        List<Op> ops,
        int output,
        List<Long> outputShape,
        List<Weight> weights,
        Map<String, String> layerClasses,
        boolean backward) {
    /** Operations that only put the same numbers into another shape, or select some of them. */
    private static final Set<String> SHAPING = Set.of(
            "reshape",
            "view",
            "permute",
            "transpose",
            "expand",
            "unsqueeze",
            "squeeze",
            "select",
            "narrow",
            "contiguous",
            "channelsLast",
            "copy",
            "to",
            "cat",
            "stack",
            "indexSelect",
            "flip");

    /** Operations that are linear in their first operand, or nearly: nothing that a following layer could not do. */
    private static final Set<String> LINEAR =
            Set.of("add", "sub", "mul", "neg", "batchNorm", "mean", "sum", "avgPool2d", "adaptiveAvgPool2d");

    public Chart {
        layerClasses = Collections.unmodifiableMap(new LinkedHashMap<>(layerClasses));
        ops = List.copyOf(ops);
        outputShape = List.copyOf(outputShape);
        weights = List.copyOf(weights);
    }

    public boolean isShaping(Op op) {
        return SHAPING.contains(op.kind());
    }

    /** Whether it adds up two results of other operations: where a residual comes back. */
    public boolean isMerge(Op op) {
        List<Source> results = op.sources().stream().filter(Source::isResult).toList();
        return op.is("add", "addInPlace")
                && results.size() == 2
                && results.stream().allMatch(source -> source.shape().equals(op.shape()));
    }

    /** Whether it passes one operand on without an activation: shaping, scaling by a number, BatchNorm, dropout, pooling by mean. */
    public boolean isLinear(Op op) {
        long results = op.sources().stream().filter(Source::isResult).count();
        return isShaping(op) || (LINEAR.contains(op.kind()) && results <= 1);
    }

    public Op op(int index) {
        return ops.get(index);
    }

    public Optional<Op> outputOp() {
        return output < 0 ? Optional.empty() : Optional.of(ops.get(output));
    }

    /** The operation that made the first operand that one made. */
    public Optional<Op> before(Op op) {
        return op.sources().stream().filter(Source::isResult).findFirst().map(source -> ops.get(source.op()));
    }

    /** Back from {@code op} along first operands, past all that {@code pass} lets through: the first that it doesn't. */
    public Optional<Op> before(Op op, Predicate<Op> pass) {
        Optional<Op> at = before(op);
        while (at.isPresent() && pass.test(at.get())) {
            at = before(at.get());
        }
        return at;
    }

    /** The operations that take the result of {@code op}. */
    public List<Op> after(Op op) {
        return ops.stream()
                .filter(other -> other.sources().stream().anyMatch(source -> source.op() == op.index()))
                .toList();
    }

    /** The operation that decides what the output can be, past those that only shape it. */
    public Optional<Op> lastOp() {
        Optional<Op> op = outputOp();
        while (op.isPresent() && isShaping(op.get())) {
            op = before(op.get());
        }
        return op;
    }

    /** All operations that the result of {@code op} depends on, itself included. */
    public Set<Integer> ancestors(Op op) {
        Set<Integer> seen = new HashSet<>();
        collect(op.index(), seen);
        return seen;
    }

    private void collect(int index, Set<Integer> seen) {
        if (index >= 0 && seen.add(index)) {
            ops.get(index).sources().forEach(source -> collect(source.op(), seen));
        }
    }

    /** Operations that multiply with weights of the net, in order. */
    public List<Op> layers() {
        return ops.stream().filter(Op::multiplies).toList();
    }

    /** The first operation that takes this parameter. */
    public Optional<Op> user(String parameter) {
        return ops.stream()
                .filter(op -> op.sources().stream()
                        .anyMatch(
                                source -> source.isParameter() && source.name().equals(parameter)))
                .findFirst();
    }

    public Optional<Weight> weight(String name) {
        return weights.stream().filter(weight -> weight.name().equals(name)).findFirst();
    }
}
