package io.souschef.check.sequence;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What becomes of the result of the first self-attention at the last position when two tokens before it change places, or two rows of
 * numbers.
 */
record TokensSwapped() implements Probe<TokensSwapped.Moved> {
    private static final int EXAMPLES = 8;

    /**
     * What it is.
     *
     * @param change as a share of its size
     * @param ofNumbers whether rows of numbers change places, not tokens
     * @param neighbours of rows of numbers how far one is from the next, squared, as a share of how far any two of a sequence are from each
     *     other: in a set, whose order is of no meaning, 1. Of tokens 0
     * @param output how far what the net puts out moves, as a share of its size, where a position sees later ones too: an attention that
     *     sees all forgets the order for good, unless something beside it or after it knows; else 0. NaN where a fresh net puts out nothing but
     *     zeros
     * @param each whether the net puts out something for each position
     */
    record Moved(double change, boolean ofNumbers, double neighbours, double output, boolean each) {}

    /** What the last position gets, what the first gets, and what the net puts out. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content in change
    private record Passed(double[] last, double[] first, double[] output, boolean each) {}

    /** A token whose change moves the result by less is not seen: rounding. */
    private static final double SEEN = 1e-4;

    @Override
    public Moved measure(Subject subject) {
        return subject.fresh(program -> {
            program.net().eval();
            try (Batch whole = program.training(0).open(0);
                    Batch batch = Cut.first(whole, Cut.size(program, whole, EXAMPLES));
                    NoGrad off = NoGrad.open()) {
                boolean tokens = batch.input().dtype() == DType.INT64;
                int length = (int)
                        (batch.input().dim() == (tokens ? 2 : 3) ? batch.input().size(1) : 0);
                if (length < 4) {
                    throw new CouldNotJudge("the input is no batch of sequences of four tokens or more");
                }
                return tokens
                        ? ofTokens(program, batch, length)
                        : ofNumbers(program, batch, length, neighbours(whole.input()));
            }
        });
    }

    private static Moved ofNumbers(TrainingProgram program, Batch batch, int length, double neighbours) {
        Passed asIs = attended(program, batch, length);
        Passed last = attended(program, batch, length, input -> pushed(input, length - 2));
        Passed other = attended(program, batch, length, input -> pushed(input, length - 3));
        if (change(asIs.last(), last.last()) < SEEN || change(asIs.last(), other.last()) < SEEN) {
            throw new CouldNotJudge("the last position doesn't see the two before it");
        }
        Passed swapped =
                attended(program, batch, length, input -> swapped(pushed(input, length - 3), length, length - 3));
        boolean seesAll = seesLater(asIs, last);
        return new Moved(
                change(other.last(), swapped.last()),
                true,
                neighbours,
                seesAll ? output(other, swapped) : 0,
                asIs.each());
    }

    /** Whether the first position sees that a later token is another. */
    private static boolean seesLater(Passed asIs, Passed later) {
        return change(asIs.first(), later.first()) >= SEEN;
    }

    private static double output(Passed before, Passed after) {
        boolean zeros = Arrays.stream(before.output()).allMatch(number -> number == 0);
        return zeros ? Double.NaN : change(before.output(), after.output());
    }

    /** One more in one row of each sequence, so that no two are the same. */
    private static Tensor pushed(Tensor input, int row) {
        int after = (int) input.size(1) - row - 1;
        return Tensor.cat(
                List.of(input.narrow(1, 0, row), input.narrow(1, row, 1).add(1), input.narrow(1, row + 1, after)), 1);
    }

    /** @param input [N, T, C]; rows of zeros fill up */
    private static double neighbours(Tensor input) {
        float[] all = input.toFloats();
        int length = (int) input.size(1);
        int width = (int) input.size(2);
        double next = 0;
        double any = 0;
        int nexts = 0;
        int anys = 0;
        for (int n = 0; n < input.size(0); n++) {
            for (int a = 0; a < length; a++) {
                for (int b = a + 1; b < length; b++) {
                    int one = (n * length + a) * width;
                    int two = (n * length + b) * width;
                    if (isZero(all, one, width) || isZero(all, two, width)) {
                        continue;
                    }
                    double apart = 0;
                    for (int c = 0; c < width; c++) {
                        apart += (all[one + c] - all[two + c]) * (all[one + c] - all[two + c]);
                    }
                    any += apart;
                    anys++;
                    next += b == a + 1 ? apart : 0;
                    nexts += b == a + 1 ? 1 : 0;
                }
            }
        }
        return any > 0 && nexts > 0 ? next / nexts / (any / anys) : 1;
    }

    private static boolean isZero(float[] all, int from, int width) {
        for (int c = from; c < from + width; c++) {
            if (all[c] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Moved ofTokens(TrainingProgram program, Batch batch, int length) {
        Passed asIs = attended(program, batch, length);
        int other = differing(batch.input().toLongs(), length);
        Passed replaced = attended(program, batch, length, input -> Answers.otherTokens(input, length - 2));
        if (change(asIs.last(), replaced.last()) < SEEN) {
            throw new CouldNotJudge("the last position doesn't see the one before it");
        }
        Passed swapped = attended(program, batch, length, input -> swapped(input, length, other));
        boolean seesAll = seesLater(asIs, replaced);
        return new Moved(
                change(asIs.last(), swapped.last()), false, 0, seesAll ? output(asIs, swapped) : 0, asIs.each());
    }

    /** A position before the last but one whose token differs from that one's in some sequence. */
    private static int differing(long[] tokens, int length) {
        for (int other = length - 3; other >= 0; other--) {
            for (int row = 0; row < tokens.length; row += length) {
                if (tokens[row + other] != tokens[row + length - 2]) {
                    return other;
                }
            }
        }
        throw new CouldNotJudge("all tokens before the last are the same in every sequence");
    }

    private static Passed attended(TrainingProgram program, Batch batch, int length, UnaryOperator<Tensor> change) {
        String first = batch.inputs().keySet().iterator().next(); // others may be masks, or the places themselves
        try (Batch changed = Cut.changed(
                batch,
                (name, input) -> name.equals(first) && isSequence(input, length) ? change.apply(input) : input,
                target -> target,
                batch.ids())) {
            return attended(program, changed, length);
        }
    }

    private static boolean isSequence(Tensor input, int length) {
        return input.dim() == (input.dtype() == DType.INT64 ? 2 : 3) && input.size(1) == length;
    }

    private static Tensor swapped(Tensor input, int length, int other) {
        long[] order = new long[length];
        Arrays.setAll(order, t -> t);
        order[other] = length - 2L;
        order[length - 2] = other;
        return input.indexSelect(1, Tensor.of(order, length));
    }

    private static double change(double[] asIs, double[] swapped) {
        double largest = 0;
        double change = 0;
        for (int i = 0; i < asIs.length; i++) {
            double moved = asIs[i] == swapped[i] ? 0 : Math.abs(asIs[i] - swapped[i]); // −∞ of a mask stays
            largest = Double.isInfinite(asIs[i]) ? largest : Math.max(largest, Math.abs(asIs[i]));
            change = Math.max(change, moved);
        }
        if (Double.isNaN(largest) || Double.isNaN(change)) {
            throw new CouldNotJudge("what the first attention or the net gives is not finite");
        }
        if (largest == 0) {
            throw new CouldNotJudge("the first attention gives nothing but zeros");
        }
        return change / largest;
    }

    /** What positions get from the first self-attention, and the output: where there is one for each position, that of the last. */
    private static Passed attended(TrainingProgram program, Batch batch, int length) {
        FirstAttention attention = new FirstAttention(length);
        try (Trace trace = Trace.open(attention::look)) {
            Tensor output = program.forward(batch);
            boolean each = output.dim() == 3 && output.size(1) == length;
            if (!attention.found) {
                throw new CouldNotJudge("the net has no self-attention that a trace can see");
            }
            return new Passed(
                    attention.atLast,
                    attention.atFirst,
                    (each ? output.select(1, length - 1L) : output).toDoubles(),
                    each);
        }
    }

    /** Waits for the first self-attention, and takes its numbers at once: forward() may free it, or write over it. */
    private static final class FirstAttention {
        private final int length;
        private final Set<Tensor> weights = Collections.newSetFromMap(new IdentityHashMap<>());
        private double[] atFirst = new double[0];
        private double[] atLast = new double[0];
        private boolean found;

        FirstAttention(int length) {
            this.length = length;
        }

        void look(Trace.Step step) {
            Tensor result = step.result();
            if (found || step.operands().isEmpty()) {
                return;
            }
            Tensor operand = step.operands().get(0);
            if (step.operation().equals("softmax")
                    && result.dim() >= 3
                    && result.size(-1) == length
                    && result.size(-2) == length) {
                weights.add(result);
            } else if ((weights.contains(operand) && step.operation().equals("matmul"))
                    || (step.operation().endsWith("scaledDotProductAttention") && result.size(-2) == length)) {
                found = true;
                atFirst = at(result, 0);
                atLast = at(result, length - 1);
            } else if (weights.contains(operand) && result.shape().equals(operand.shape())) {
                weights.add(result); // dropout of the weights, and the like
            }
        }

        private static double[] at(Tensor attended, int position) {
            return attended.select(attended.dim() - 2L, position).toDoubles();
        }
    }
}
