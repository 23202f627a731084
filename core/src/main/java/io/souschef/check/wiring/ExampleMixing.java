package io.souschef.check.wiring;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Replaces one example of a batch by another, in evaluation mode, and sees whose outputs move; and where on the way from input to
 * output the examples were still apart, and where no longer.
 */
public record ExampleMixing() implements Probe<ExampleMixing.Mixing> {
    /** So many examples are replaced, one by one, where a batch has more. */
    private static final int MOST = 8;

    /** Prime, so that no view can cut a batch into equal parts by chance. */
    private static final int[] SIZES = {7, 11, 5, 13, 3};

    /**
     * What was seen.
     *
     * @param mixed whether an example's output moves with another example
     * @param share the largest such move, as a share of what the example's own change does
     * @param onlyLater whether only examples further back in the batch move: something runs along the batch
     * @param inTurn whether examples join one after another, the first, the first two, and so on, from one end of the batch or from
     *     either: a state goes along
     * @param culprit the operation that took separate examples and mixed them, where it was seen
     */
    public record Mixing(
            boolean mixed, double share, boolean onlyLater, boolean inTurn, Optional<Culprit> culprit, int examples) {}

    /** An operation with the shape of its first operand and of its result. */
    public record Culprit(String operation, List<Long> from, List<Long> to) {
        public boolean is(String kind) {
            return operation.equals(kind) || operation.startsWith(kind + " ");
        }
    }

    @Override
    public Mixing measure(Subject subject) {
        try {
            return subject.fresh(program -> mixing(subject, program, true));
        } catch (NotRepeatable again) {
            return subject.fresh(program -> mixing(subject, program, false));
        }
    }

    /** The net remembers earlier batches: each measurement needs a net of its own. */
    private static final class NotRepeatable extends RuntimeException {}

    private static Mixing mixing(Subject subject, TrainingProgram program, boolean sameNet) {
        try (Batch whole = program.training(0).open(0)) {
            program.net().eval();
            int n = Cut.size(program, whole, sizes(whole));
            if (n < 3) {
                throw new CouldNotJudge("a batch has %d examples; three are needed to see whether they mix", n);
            }
            Footprint base = run(subject, program, n, -1, sameNet, false);
            Footprint again = run(subject, program, n, -1, sameNet, false);
            if (!Arrays.equals(base.values(), again.values())) {
                if (sameNet) {
                    throw new NotRepeatable();
                }
                throw new CouldNotJudge("two evaluations of the same batch by the same net differ");
            }
            int[] touched = IntStream.range(0, n)
                    .filter(j -> n <= MOST || j % (n / MOST) == 0 || j == n - 1)
                    .toArray();
            List<Footprint> others = IntStream.of(touched)
                    .mapToObj(j -> run(subject, program, n, j, sameNet, false))
                    .toList();
            Mixing mixing = judged(base, others, touched, n);
            if (mixing.mixed() || others.stream().allMatch(other -> moves(base, other))) {
                return mixing;
            }
            List<Footprint> turned = IntStream.of(touched)
                    .mapToObj(j -> run(subject, program, n, j, sameNet, true))
                    .toList();
            return judged(base, turned, touched, n);
        }
    }

    /** Whether another example makes any difference; it doesn't where the net reads one place only, and that is padding in both. */
    private static boolean moves(Footprint base, Footprint other) {
        return !Arrays.equals(base.values(), other.values());
    }

    private static int[] sizes(Batch batch) {
        return IntStream.of(SIZES)
                .filter(n -> batch.inputs().values().stream().allMatch(input -> coprime(input, n)))
                .toArray();
    }

    private static boolean coprime(Tensor input, int n) {
        return IntStream.range(1, input.dim()).allMatch(d -> input.size(d) % n != 0);
    }

    private static Footprint run(
            Subject subject, TrainingProgram program, int n, int replaced, boolean sameNet, boolean turned) {
        if (!sameNet) {
            return subject.fresh(own -> run(own, n, replaced, turned));
        }
        return run(program, n, replaced, turned);
    }

    /** @param turned whether the other example comes back to front */
    private static Footprint run(TrainingProgram program, int n, int replaced, boolean turned) {
        int[] rows = IntStream.range(0, n)
                .map(row -> row == replaced ? (row + 1) % n : row)
                .toArray();
        try (Batch whole = program.training(0).open(0);
                Batch cut = Cut.first(whole, n);
                Batch batch = Cut.changed(
                        cut, input -> replaced(input, rows, turned ? replaced : -1), target -> target, cut.ids())) {
            return Footprint.of(program, batch);
        }
    }

    private static Tensor replaced(Tensor input, int[] rows, int turned) {
        Tensor other = Cut.rows(input, rows);
        if (turned < 0 || input.dim() < 2) {
            return other;
        }
        Tensor back = other.flip(input.dim() - 1);
        List<Tensor> parts = IntStream.range(0, rows.length)
                .mapToObj(row -> (row == turned ? back : other).narrow(0, row, 1))
                .toList();
        return Tensor.cat(parts, 0);
    }

    private static Mixing judged(Footprint base, List<Footprint> others, int[] touched, int n) {
        double worst = 0;
        boolean earlier = false;
        for (int k = 0; k < touched.length; k++) {
            double[] rows = base.rowChanges(others.get(k));
            double[] examples = perExample(rows, n);
            double own = examples[touched[k]];
            for (int i = 0; i < n; i++) {
                if (i != touched[k] && examples[i] > Footprint.ROUNDING * own) {
                    worst = Math.max(worst, own == 0 ? 1 : examples[i] / own);
                    earlier |= i < touched[k];
                }
            }
        }
        boolean mixed = worst > 0;
        Culprits culprits = new Culprits(base, others, touched, n);
        Optional<Culprit> culprit = mixed ? culprits.last() : Optional.empty();
        return new Mixing(mixed, worst, mixed && !earlier, mixed && culprits.inTurn(), culprit, n);
    }

    /** Rows of an output that merges examples with something inside of them belong to the example that they came from. */
    private static double[] perExample(double[] rows, int n) {
        if (rows.length % n != 0) {
            throw new CouldNotJudge("the output has %d rows for %d examples", rows.length, n);
        }
        double[] examples = new double[n];
        for (int i = 0; i < rows.length; i++) {
            examples[i / (rows.length / n)] = Math.max(examples[i / (rows.length / n)], rows[i]);
        }
        return examples;
    }

    /** Finds where examples that were apart became mixed. */
    private record Culprits(Footprint base, List<Footprint> others, int[] touched, int n) {
        Optional<Culprit> last() {
            if (base.output() < 0 || !others.stream().allMatch(base::alike)) {
                return Optional.empty();
            }
            int op = base.output();
            while (true) {
                Optional<Integer> mixedSource = base.marks().get(op).sources().stream()
                        .filter(source -> source >= 0 && isMixed(source))
                        .findFirst();
                if (mixedSource.isEmpty()) {
                    break;
                }
                op = mixedSource.get();
            }
            Footprint.Mark mark = base.marks().get(op);
            return Optional.of(new Culprit(mark.name(), mark.from(), mark.shape()));
        }

        /**
         * Whether there is an operation that only the first example reaches, one that the first two reach and no other, and so on; or
         * the same from the last one. What takes all of them at once goes from one to all.
         */
        boolean inTurn() {
            if (base.output() < 0 || touched.length < 3 || !others.stream().allMatch(base::alike)) {
                return false;
            }
            Set<Integer> fromFirst = new HashSet<>();
            Set<Integer> fromLast = new HashSet<>();
            for (int op = 0; op < base.marks().size(); op++) {
                BitSet reached = new BitSet();
                for (int k = 0; k < touched.length; k++) {
                    reached.set(k, any(base.changed(others.get(k), op)));
                }
                int count = reached.cardinality();
                if (reached.length() == count) {
                    fromFirst.add(count);
                }
                if (reached.nextClearBit(touched.length - count) == touched.length) {
                    fromLast.add(count);
                }
            }
            Set<Integer> each = IntStream.rangeClosed(1, touched.length).boxed().collect(Collectors.toSet());
            return fromFirst.containsAll(each) || fromLast.containsAll(each);
        }

        /** Whether more than one example reached it, and not each a slice of its own. */
        private boolean isMixed(int op) {
            int reached = 0;
            boolean apart = true;
            for (int k = 0; k < touched.length; k++) {
                boolean[][] changed = base.changed(others.get(k), op);
                if (any(changed)) {
                    reached++;
                    apart &= isApart(changed, touched[k]);
                }
            }
            return reached > 1 && !apart;
        }

        private static boolean any(boolean[][] changed) {
            for (boolean[] dim : changed) {
                for (boolean slice : dim) {
                    if (slice) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean isApart(boolean[][] changed, int example) {
            for (boolean[] dim : changed) {
                if (dim.length % n == 0 && dim.length > 0 && isApart(dim, example)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether only slices of the example changed, the examples being merged with something before or after them. */
        private boolean isApart(boolean[] slices, int example) {
            int merged = slices.length / n;
            for (int inner = 1; inner <= merged; inner++) {
                int block = inner;
                if (merged % inner == 0
                        && IntStream.range(0, slices.length).noneMatch(i -> slices[i] && i / block % n != example)) {
                    return true;
                }
            }
            return false;
        }
    }
}
