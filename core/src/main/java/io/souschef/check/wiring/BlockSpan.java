package io.souschef.check.wiring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A layer made of layers, and the operations from its first to those before the next such layer.
 *
 * @param name dotted
 * @param className of the layer
 * @param parameters names of its parameters within it
 * @param from index of its first operation
 * @param to index of the first operation after it
 */
record BlockSpan(String name, String className, List<String> parameters, int from, int to) {
    BlockSpan {
        parameters = List.copyOf(parameters);
    }

    /** How often it adds results of its own, or what it was given, up. What is added from elsewhere is a skip of the net's. */
    long merges(Chart chart) {
        Set<Integer> known = given(chart);
        for (Op op : chart.ops().subList(from, to)) {
            if (op.sources().stream().filter(Source::isResult).allMatch(source -> known.contains(source.op()))) {
                known.add(op.index());
            }
        }
        return chart.ops().subList(from, to).stream()
                .filter(op -> chart.isMerge(op) || addsToAnInput(op))
                .filter(op -> known.contains(op.index()) && !addsWhatWasAdded(chart, op))
                .filter(op -> addsToAnInput(op) || !isMadeOfItsResult(chart, op))
                .count();
    }

    /** Whether one of its operands is a sum with the other: both layers of a net are added up, or an input for the second time. */
    private static boolean addsWhatWasAdded(Chart chart, Op merge) {
        List<Integer> operands = merge.sources().stream()
                .filter(Source::isResult)
                .map(Source::op)
                .toList();
        return operands.stream().map(chart::op).filter(chart::isMerge).anyMatch(sum -> sum.sources().stream()
                .anyMatch(source -> source.op() != sum.index() && operands.contains(source.op())));
    }

    /** The first block of a net may take the input itself, and add to that. */
    private static boolean addsToAnInput(Op op) {
        return op.is("add", "addInPlace")
                && op.sources().size() == 2
                && op.sources().stream().filter(Source::isResult).count() == 1
                && op.sources().stream().anyMatch(source -> source.kind() == Source.Kind.INPUT)
                && op.sources().stream().allMatch(source -> source.shape().equals(op.shape()));
    }

    /** Whether all that it adds up was made of what the block's last weights gave, after the block: noise that is added to a code. */
    private boolean isMadeOfItsResult(Chart chart, Op merge) {
        return chart.ops().subList(from, to).stream()
                .filter(op -> op.sources().stream().anyMatch(source -> isOf(name, source)))
                .reduce((first, second) -> second)
                .filter(last -> merge.sources().stream()
                        .filter(Source::isResult)
                        .allMatch(source -> source.op() == last.index()
                                || chart.ancestors(chart.op(source.op())).contains(last.index())))
                .isPresent();
    }

    /**
     * The same for each time that it is called, rounded up. A recurrence is called once for every token, and not each of two reads as
     * many; its first call has no state to add yet.
     */
    long mergesPerCall(Chart chart) {
        long calls = Math.max(1, calls(chart));
        return (merges(chart) + calls - 1) / calls;
    }

    /** How often the most used of its weights is. */
    long calls(Chart chart) {
        return parameters.stream()
                .mapToLong(parameter -> chart.ops().stream()
                        .filter(op -> op.sources().stream()
                                .anyMatch(source ->
                                        source.isParameter() && source.name().equals(name + "." + parameter)))
                        .count())
                .max()
                .orElse(0);
    }

    /**
     * Whether it could add what it takes to what it gives: from its last layer on, something has the shape of what its first one takes.
     * A block that halves a picture, or widens it, can't.
     */
    boolean keepsShape(Chart chart) {
        List<Op> mine = chart.ops().subList(from, to).stream()
                .filter(op -> op.sources().stream().anyMatch(source -> isOf(name, source)))
                .toList();
        Optional<Source> taken = mine.get(0).sources().stream()
                .filter(source -> !source.isParameter() && source.kind() != Source.Kind.BUFFER)
                .findFirst();
        Op last = mine.stream()
                .filter(Op::multiplies)
                .reduce((first, second) -> second)
                .orElse(mine.get(mine.size() - 1));
        return taken.isEmpty()
                || chart.ops().subList(last.index(), to).stream()
                        .anyMatch(op -> op.shape().equals(taken.get().shape()));
    }

    /** Whether it takes one result, or an input, from another of its shape: x − f(x) is a residual, too. */
    boolean subtracts(Chart chart) {
        return chart.ops().subList(from, to).stream()
                .filter(op -> op.is("sub"))
                .anyMatch(op -> op.sources().size() == 2
                        && op.sources().stream()
                                .allMatch(source -> (source.isResult() || source.kind() == Source.Kind.INPUT)
                                        && source.shape().equals(op.shape())));
    }

    /** Its name without its number: those of one list have the same. */
    String family() {
        return family(name);
    }

    static String family(String name) {
        return name.replaceAll("\\d+", "#");
    }

    private boolean isOwn(int op) {
        return op >= from && op < to;
    }

    /** The operations outside whose results its layers take. */
    private Set<Integer> given(Chart chart) {
        return chart.ops().subList(from, to).stream()
                .filter(op -> op.sources().stream().anyMatch(source -> isOf(name, source)))
                .flatMap(op -> op.sources().stream())
                .filter(source -> source.isResult() && !isOwn(source.op()))
                .map(Source::op)
                .collect(Collectors.toSet());
    }

    /** Groups of blocks of one class whose parameters have the same names. */
    static List<List<BlockSpan>> alike(Chart chart) {
        Map<String, List<BlockSpan>> groups = new LinkedHashMap<>();
        for (BlockSpan block : all(chart)) {
            groups.computeIfAbsent(block.className() + block.parameters(), key -> new ArrayList<>())
                    .add(block);
        }
        return groups.values().stream().filter(group -> group.size() > 1).toList();
    }

    /** Every layer that holds two weights or more which multiply, in the order in which they are called. */
    static List<BlockSpan> all(Chart chart) {
        List<BlockSpan> blocks = new ArrayList<>();
        chart.layerClasses().forEach((name, className) -> {
            if (!name.isEmpty() && multiplying(chart, name) >= 2) {
                block(chart, name, className).ifPresent(blocks::add);
            }
        });
        return blocks;
    }

    private static long multiplying(Chart chart, String name) {
        return chart.layers().stream()
                .flatMap(op -> op.weight().stream())
                .filter(source -> isOf(name, source))
                .map(Source::name)
                .distinct()
                .count();
    }

    private static boolean isOf(String name, Source source) {
        return source.isParameter() && source.name().startsWith(name + ".");
    }

    private static Optional<BlockSpan> block(Chart chart, String name, String className) {
        List<Op> mine = chart.ops().stream()
                .filter(op -> op.sources().stream().anyMatch(source -> isOf(name, source)))
                .toList();
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        int last = mine.get(mine.size() - 1).index();
        int next = chart.ops().stream()
                .filter(op -> op.index() > last && op.sources().stream().anyMatch(Source::isParameter))
                .mapToInt(Op::index)
                .findFirst()
                .orElse(chart.ops().size());
        List<String> parameters = chart.weights().stream()
                .filter(weight -> weight.name().startsWith(name + "."))
                .map(weight -> weight.name().substring(name.length() + 1))
                .toList();
        return Optional.of(
                new BlockSpan(name, className, parameters, mine.get(0).index(), next));
    }
}
