package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The first view of an activation that cuts across dimensions, if there is one. The batch is cut to a prime number of examples,
 * and sequences to a length without common factors, where the net takes that.
 */
record Views() implements Probe<Optional<Views.View>> {
    private static final int[] EXAMPLES = {7, 11, 5, 13, 3};
    private static final int[] LENGTHS = {31, 29, 23, 19, 17, 13, 11, 7, 5};

    /**
     * A view and the sizes before and after it.
     *
     * @param innocent whether it can be read as dimensions that are split and others that are merged, next to each other, which only happen to
     *     give the same sizes: sixteen channels as four times four, and four times four places as sixteen
     */
    record View(List<Long> from, List<Long> to, boolean innocent) {
        View(List<Long> from, List<Long> to) {
            this(from, to, isReordered(from, to) && splitsOrMerges(from, to));
        }

        View {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    @Override
    public Optional<View> measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch whole = program.training(0).open(0)) {
                program.net().eval();
                int n = Cut.size(program, whole, sizes(whole, EXAMPLES));
                try (Batch cut = Cut.first(whole, n)) {
                    Optional<View> found = crooked(program, cut);
                    boolean sure = found.isPresent() && !found.get().innocent();
                    if (sure && stacks(program, cut, found.get())) {
                        return Optional.empty();
                    }
                    return sure
                            ? found
                            : shorter(program, cut, LENGTHS)
                                    .flatMap(view -> view)
                                    .or(() -> found);
                }
            }
        });
    }

    private static int[] sizes(Batch batch, int... wanted) {
        return IntStream.of(wanted)
                .filter(n -> batch.inputs().values().stream().allMatch(input -> divides(n, input)))
                .toArray();
    }

    private static boolean divides(int n, Tensor input) {
        return IntStream.range(1, input.dim()).allMatch(d -> input.size(d) % n != 0);
    }

    /**
     * Whether a view that seems to let two sizes change places stacks neighbours instead: of [N, 2 C, C] each two moments become one of twice
     * as many channels, [N, C, 2 C]. Of a sequence of another length, if the program takes one, the two look different.
     */
    private static boolean stacks(TrainingProgram program, Batch batch, View view) {
        List<Long> moved = IntStream.range(
                        0, Math.min(view.from().size(), view.to().size()))
                .filter(d -> !view.from().get(d).equals(view.to().get(d)))
                .mapToObj(view.from()::get)
                .toList();
        if (!isReordered(view.from(), view.to()) || moved.size() != 2) {
            return false;
        }
        long large = Math.max(moved.get(0), moved.get(1));
        long small = Math.min(moved.get(0), moved.get(1));
        int times = (int) (large / small);
        return large % small == 0
                && shorter(
                                program,
                                batch,
                                IntStream.of(LENGTHS).map(t -> t * times).toArray())
                        .filter(Optional::isEmpty)
                        .isPresent();
    }

    /**
     * Once more with sequences of another length, where all inputs are sequences of one length; nothing where there is none, or the program
     * takes no other.
     */
    private static Optional<Optional<View>> shorter(TrainingProgram program, Batch batch, int... lengths) {
        long length = batch.input().dim() < 2 ? 0 : batch.input().size(1);
        boolean sequences =
                batch.inputs().values().stream().allMatch(input -> input.dim() >= 2 && input.size(1) == length);
        Optional<Integer> prime = IntStream.of(lengths)
                .filter(t -> t < length && t % batch.size() != 0)
                .boxed()
                .findFirst();
        if (!sequences || prime.isEmpty()) {
            return Optional.empty();
        }
        int t = prime.get();
        try (Batch cut = Cut.changed(
                batch,
                input -> input.narrow(1, 0, t),
                target -> target.dim() >= 2 && target.size(1) == length ? target.narrow(1, 0, t) : target,
                batch.ids())) {
            return Optional.of(crooked(program, cut));
        } catch (RuntimeException takesNoOtherLength) {
            return Optional.empty();
        }
    }

    private static Optional<View> crooked(TrainingProgram program, Batch batch) {
        List<View> crooked = new ArrayList<>();
        try (NoGrad off = NoGrad.open();
                Trace trace = Trace.open(step -> {
                    if (step.operation().startsWith("view") || step.operation().startsWith("reshape")) {
                        Tensor operand = step.operands().get(0);
                        View view = new View(Wiring.sizes(operand), Wiring.sizes(step.result()));
                        if (!operand.requiresGrad() && !straight(view.from(), view.to())) {
                            crooked.add(view);
                        }
                    }
                })) {
            program.forward(batch);
        }
        return crooked.stream().filter(view -> !view.innocent()).findFirst().or(() -> crooked.stream()
                .findFirst());
    }

    /**
     * Whether the sizes are not the same in another order, and each place where {@code to} begins a new dimension lies where {@code from} does, or cuts one of its dimensions into
     * equal parts.
     */
    static boolean straight(List<Long> from, List<Long> to) {
        if (isReordered(from, to)) {
            return false;
        }
        long[] edges = edges(from);
        for (long edge : edges(to)) {
            long outer = 1;
            long inner = Long.MAX_VALUE;
            for (long known : edges) {
                if (known <= edge) {
                    outer = Math.max(outer, known);
                }
                if (known >= edge) {
                    inner = Math.min(inner, known);
                }
            }
            if (edge % outer != 0 || inner % edge != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the same sizes come in another order: a permute that only looks like one. */
    private static boolean isReordered(List<Long> from, List<Long> to) {
        List<Long> before = from.stream().filter(size -> size > 1).toList();
        List<Long> after = to.stream().filter(size -> size > 1).toList();
        return !before.equals(after)
                && before.stream()
                        .sorted()
                        .toList()
                        .equals(after.stream().sorted().toList());
    }

    /** Whether between any two places where both begin a dimension, one of the two has one only. */
    private static boolean splitsOrMerges(List<Long> from, List<Long> to) {
        int before = 0;
        int after = 0;
        long[] one = edges(from.stream().filter(size -> size > 1).toList());
        long[] two = edges(to.stream().filter(size -> size > 1).toList());
        while (before < one.length && after < two.length) {
            int first = before;
            int second = after;
            while (one[before] != two[after]) {
                if (one[before] < two[after]) {
                    before++;
                } else {
                    after++;
                }
            }
            if (before > first && after > second) {
                return false;
            }
            before++;
            after++;
        }
        return true;
    }

    private static long[] edges(List<Long> sizes) {
        long[] edges = new long[sizes.size()];
        long product = 1;
        for (int d = 0; d < edges.length; d++) {
            product *= sizes.get(d);
            edges[d] = product;
        }
        return edges;
    }
}
