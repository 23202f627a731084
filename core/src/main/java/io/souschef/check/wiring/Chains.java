package io.souschef.check.wiring;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Layers that take another's result as it is, so that the two could be one. */
final class Chains {
    /** Activations without weights: where nobody takes the result of one, it was forgotten. */
    private static final Set<String> ACTIVATIONS =
            Set.of("relu", "leakyRelu", "gelu", "silu", "mish", "selu", "tanh", "sigmoid");

    private static final Set<String> POOLING = Set.of("mean", "sum", "avgPool2d", "adaptiveAvgPool2d");

    private final Chart chart;

    Chains(Chart chart) {
        this.chart = chart;
    }

    /**
     * One layer's result as another's operand.
     *
     * @param first the name of the first layer's weight
     * @param second that of the layer that takes its result
     * @param pooled whether what is between them adds up over places
     */
    record Pair(String first, String second, boolean pooled) {
        /**
         * Whether each of the two ends, or begins, a part of the net with a name of its own: an encoder and a head, what is said of each member
         * of a set and of all. Members of a list are parts of one kind.
         */
        boolean betweenParts() {
            String one = part(first);
            String two = part(second);
            return !one.equals(two) && !inList(one) && !inList(two);
        }

        private static String part(String weight) {
            int layer = weight.lastIndexOf('.');
            int part = layer < 0 ? -1 : weight.lastIndexOf('.', layer - 1);
            return part < 0 ? "" : weight.substring(0, part);
        }

        private static boolean inList(String part) {
            return part.chars().anyMatch(Character::isDigit);
        }
    }

    List<Pair> pairs() {
        return chart.layers().stream()
                .flatMap(second -> chart
                        .before(second, chart::isLinear)
                        .filter(first -> first.multiplies() && leadsOnlyTo(first, second))
                        .filter(first -> isWaste(first, second))
                        .filter(first -> isAlways(weightName(first), weightName(second)))
                        .map(first -> new Pair(weightName(first), weightName(second), isPooled(first, second)))
                        .stream())
                .toList();
    }

    /**
     * Whether these two could be one layer, as far as this chart goes: each time that one of them is used the other is too, and nothing else
     * takes what is between them. A code that is decoded as it is, and a step later, is not for one reader only.
     */
    boolean isAlways(String first, String second) {
        List<Op> ones = uses(first);
        List<Op> twos = uses(second);
        return twos.stream().allMatch(two -> chart.before(two, chart::isLinear)
                        .filter(one -> one.multiplies() && weightName(one).equals(first) && leadsOnlyTo(one, two))
                        .isPresent())
                && ones.stream().allMatch(one -> twos.stream().anyMatch(two -> leadsOnlyTo(one, two)));
    }

    private List<Op> uses(String weight) {
        return chart.layers().stream()
                .filter(Op::recorded)
                .filter(op -> weightName(op).equals(weight))
                .toList();
    }

    /** Whether nothing else takes what the first layer gives, to any effect: a residual stream is taken by others. */
    private boolean leadsOnlyTo(Op first, Op second) {
        Op at = first;
        while (at.index() != second.index()) {
            List<Op> after = chart.after(at).stream()
                    .filter(Op::recorded) // what is only looked at is not taken
                    .filter(op -> !ACTIVATIONS.contains(op.kind()) || !isForgotten(op))
                    .toList();
            if (after.size() != 1) {
                return false;
            }
            at = after.get(0);
        }
        return true;
    }

    private boolean isForgotten(Op op) {
        return op.index() != chart.output() && chart.after(op).isEmpty();
    }

    private boolean isPooled(Op first, Op second) {
        Optional<Op> at = chart.before(second);
        while (at.isPresent() && at.get().index() != first.index()) {
            if (POOLING.contains(at.get().kind())) {
                return true;
            }
            at = chart.before(at.get());
        }
        return false;
    }

    private static String weightName(Op op) {
        return op.weight().map(Source::name).orElse(op.name());
    }

    /**
     * Whether the first layer brings nothing: it doesn't factor a matrix into thinner ones, and isn't the projection that ends an
     * attention. Convolutions are judged only where neither is pointwise or grouped: separable ones are meant so.
     */
    private boolean isWaste(Op first, Op second) {
        List<Long> one = first.weight().orElseThrow().shape();
        List<Long> two = second.weight().orElseThrow().shape();
        if (first.is("linear") && second.is("linear")) {
            return one.get(0) >= Math.min(one.get(1), two.get(0)) && !endsAnAttention(first);
        }
        return first.is("conv2d") && second.is("conv2d") && isFull(one, first) && isFull(two, second);
    }

    private boolean endsAnAttention(Op projection) {
        return chart.before(projection, op -> chart.isLinear(op) && !takesInput(op))
                .filter(op -> op.is("matmul", "scaledDotProductAttention", "causal", "lstm", "embedding"))
                .isPresent();
    }

    /** Whether it takes an input of the net, as it is: numbers beside embeddings. */
    private static boolean takesInput(Op op) {
        return op.sources().stream().anyMatch(source -> source.kind() == Source.Kind.INPUT);
    }

    private static boolean isFull(List<Long> weight, Op op) {
        long channels = op.sources().get(0).shape().get(1);
        return weight.get(2) > 1 && weight.get(1) == channels;
    }
}
