package io.souschef.check.wiring;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Layers that take another's result as it is, so that the two could be one. */
final class Chains {
    /** Activations without weights: where nobody takes the result of one, it was forgotten. */
    private static final Set<String> ACTIVATIONS =
            Set.of("relu", "leakyRelu", "gelu", "silu", "mish", "selu", "tanh", "sigmoid");

    private static final Set<String> POOLING = Set.of("mean", "sum", "avgPool2d", "adaptiveAvgPool2d");

    private static final Set<String> JOINS = Set.of("cat");

    /** After these the second layer goes along another dimension than the first: neither can do what both do. */
    private static final Set<String> TURNS = Set.of("permute", "transpose");

    /** Of pictures also those that change how many places there are: a convolution, channels that become places, a convolution. */
    private static final Set<String> MOVES =
            Set.of("permute", "transpose", "expand", "indexSelect", "reshape", "view", "cat", "stack", "flip");

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
                        .filter(first -> isWaste(first, second) && areTrained(first, second))
                        .filter(first -> !isSummary(first, second))
                        .filter(first -> isAlways(weightName(first), weightName(second)))
                        .map(first ->
                                new Pair(weightName(first), weightName(second), isBetween(first, second, POOLING)))
                        .stream())
                .toList();
    }

    /**
     * Whether each layer that comes after another has its reason to, although the net is affine: what is between the two is narrower than
     * both, as a linear autoencoder's code is, or lies along another dimension, or one of them is never trained.
     */
    boolean isAffineOnPurpose() {
        return chart.layers().stream().allMatch(second -> {
            Set<Integer> before = chart.ancestors(second);
            boolean first = chart.layers().stream()
                    .noneMatch(other -> other.index() != second.index() && before.contains(other.index()));
            return first
                    || chart.before(second, chart::isLinear)
                            .filter(Op::multiplies)
                            .filter(one -> !areTrained(one, second)
                                    || (isDense(one) && isDense(second) && !isWaste(one, second)))
                            .isPresent();
        });
    }

    /**
     * Whether the first layer's result is also read where nothing of the second follows, recorded or not: as it is, it is wanted. Where the chart
     * was cut short, what comes after the second layer's last use may only not be followed yet.
     */
    boolean isReadApart(String first, String second, boolean cutShort) {
        List<Set<Integer>> madeForSecond = layers(second).map(chart::ancestors).toList();
        int end = cutShort ? layers(second).mapToInt(Op::index).max().orElse(Integer.MAX_VALUE) : Integer.MAX_VALUE;
        return layers(first).filter(one -> one.index() < end).anyMatch(one -> madeForSecond.stream()
                .noneMatch(made -> made.contains(one.index())));
    }

    private Stream<Op> layers(String weight) {
        return chart.layers().stream().filter(op -> weightName(op).equals(weight));
    }

    private boolean areTrained(Op first, Op second) {
        return isTrained(first) && isTrained(second);
    }

    /** A layer that stays as it is, a random projection, can't take the other's part. */
    private boolean isTrained(Op layer) {
        return chart.weight(weightName(layer))
                .filter(weight -> !weight.trainable())
                .isEmpty();
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
        return layers(weight).filter(Op::recorded).toList();
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

    private static String weightName(Op op) {
        return op.weight().map(Source::name).orElse(op.name());
    }

    /**
     * Whether the first layer brings nothing: it doesn't factor a matrix into thinner ones, goes along the same dimension as the second, and
     * isn't the projection that ends an attention. Convolutions are judged only where neither is pointwise or grouped: separable ones are
     * meant so.
     */
    private boolean isWaste(Op first, Op second) {
        if (isDense(first) && isDense(second)) {
            long between = out(first);
            boolean places = in(second) != between; // a layer for each, the other for all of them
            return !isBetween(first, second, TURNS)
                    && between >= (places ? in(first) : Math.min(in(first), out(second)))
                    && !endsAnAttention(first);
        }
        List<Long> one = first.weight().orElseThrow().shape();
        List<Long> two = second.weight().orElseThrow().shape();
        return first.is("conv2d")
                && second.is("conv2d")
                && isFull(one, first)
                && isFull(two, second)
                && !isBetween(first, second, MOVES);
    }

    /** A matrix for rows: x · W or x · Wᵀ. */
    private static boolean isDense(Op op) {
        List<Long> weight = op.weight().orElseThrow().shape();
        return weight.size() == 2
                && (op.is("linear") || (op.is("matmul") && !op.sources().get(0).isParameter()));
    }

    private static long in(Op dense) {
        return dense.weight().orElseThrow().shape().get(dense.is("linear") ? 1 : 0);
    }

    private static long out(Op dense) {
        return dense.weight().orElseThrow().shape().get(dense.is("linear") ? 0 : 1);
    }

    /**
     * Whether what the first layer says of each member of a set is averaged and then put beside something else: the summary of a neural process
     * beside the place that is asked for. A layer may be spared there too, but such nets are written so.
     */
    private boolean isSummary(Op first, Op second) {
        return isBetween(first, second, POOLING) && isBetween(first, second, JOINS);
    }

    private boolean isBetween(Op first, Op second, Set<String> kinds) {
        Optional<Op> at = chart.before(second);
        while (at.isPresent() && at.get().index() != first.index()) {
            if (kinds.contains(at.get().kind())) {
                return true;
            }
            at = chart.before(at.get());
        }
        return false;
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
