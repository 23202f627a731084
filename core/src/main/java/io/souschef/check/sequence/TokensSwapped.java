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
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How much the result of the first self-attention at the last position changes when two tokens before it change places, as a share of its size.
 */
record TokensSwapped() implements Probe<Double> {
    private static final int EXAMPLES = 8;

    /** A token whose change moves the result by less is not seen: rounding. */
    private static final double SEEN = 1e-4;

    @Override
    public Double measure(Subject subject) {
        return subject.fresh(program -> {
            program.net().eval();
            try (Batch whole = program.training(0).open(0);
                    Batch batch = Cut.first(whole, Cut.size(program, whole, EXAMPLES));
                    NoGrad off = NoGrad.open()) {
                int length = (int) (batch.input().dim() == 2 ? batch.input().size(1) : 0);
                if (batch.input().dtype() != DType.INT64 || length < 4) {
                    throw new CouldNotJudge("the input is no batch of sequences of four tokens or more");
                }
                return measured(program, batch, length);
            }
        });
    }

    private static double measured(TrainingProgram program, Batch batch, int length) {
        double[] asIs = attended(program, batch, length);
        int other = differing(batch.input().toLongs(), length);
        double replaced =
                change(asIs, attended(program, batch, length, input -> Answers.otherTokens(input, length - 2)));
        if (replaced < SEEN) {
            throw new CouldNotJudge("the last position doesn't see the one before it");
        }
        return change(asIs, attended(program, batch, length, input -> swapped(input, length, other)));
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

    private static double[] attended(TrainingProgram program, Batch batch, int length, UnaryOperator<Tensor> change) {
        try (Batch changed = Cut.changed(
                batch, input -> isTokens(input, length) ? change.apply(input) : input, target -> target, batch.ids())) {
            return attended(program, changed, length);
        }
    }

    private static boolean isTokens(Tensor input, int length) {
        return input.dtype() == DType.INT64 && input.dim() == 2 && input.size(1) == length;
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
            largest = Math.max(largest, Math.abs(asIs[i]));
            change = Math.max(change, Math.abs(asIs[i] - swapped[i]));
        }
        if (largest == 0) {
            throw new CouldNotJudge("the first attention gives nothing but zeros");
        }
        return change / largest;
    }

    /** What the last position gets from the first self-attention. */
    private static double[] attended(TrainingProgram program, Batch batch, int length) {
        First first = new First(length);
        try (Trace trace = Trace.open(first::look)) {
            program.forward(batch);
        }
        return first.found.orElseThrow(() -> new CouldNotJudge("the net has no self-attention that a trace can see"));
    }

    /** Waits for the first self-attention. */
    private static final class First {
        private final int length;
        private final Set<Tensor> weights = Collections.newSetFromMap(new IdentityHashMap<>());
        private Optional<double[]> found = Optional.empty();

        First(int length) {
            this.length = length;
        }

        void look(Trace.Step step) {
            Tensor result = step.result();
            if (found.isPresent() || step.operands().isEmpty()) {
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
                found = Optional.of(result.select(result.dim() - 2, length - 1).toDoubles());
            } else if (weights.contains(operand) && result.shape().equals(operand.shape())) {
                weights.add(result); // dropout of the weights, and the like
            }
        }
    }
}
