package io.souschef.check.sequence;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import java.util.List;

/**
 * Whether the forward pass reads the target. Of sequences, the last target alone is changed: a decoder may read those before the
 * one that it is to predict.
 */
record TargetRead() implements Probe<TargetRead.Read> {
    private static final double ROUNDING = 1e-6;

    /** @param move of the output, as a share of its size */
    record Read(double move, boolean sequence) {
        boolean leaks() {
            return move > ROUNDING;
        }
    }

    @Override
    public Read measure(Subject subject) {
        boolean[] sequence = new boolean[1];
        List<Answers.Answer> answers = Answers.to(subject, List.of((name, tensor) -> {
            if (!name.equals("target")) {
                return tensor;
            }
            sequence[0] = tensor.dim() == 2 && tensor.dtype() == DType.INT64 && tensor.size(1) > 1;
            return sequence[0] ? Answers.otherTokens(tensor, (int) tensor.size(1) - 1) : rolled(tensor);
        }));
        double size = Math.max(answers.get(0).size(), 1e-12);
        return new Read(answers.get(0).change(answers.get(1)) / size, sequence[0]);
    }

    /** Each example with its neighbour's target. */
    private static Tensor rolled(Tensor target) {
        long n = target.size(0);
        return n < 2 ? target : Tensor.cat(List.of(target.narrow(0, 1, n - 1), target.narrow(0, 0, 1)), 0);
    }
}
