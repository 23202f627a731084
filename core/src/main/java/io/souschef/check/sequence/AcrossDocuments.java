package io.souschef.check.sequence;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import java.util.List;

/**
 * How far a change at the first two positions, one of which may be a separator, reaches beyond the first separator, as a share of how far it reaches before it; the
 * largest over the examples of a batch.
 *
 * @param separator the token that ends a document
 */
record AcrossDocuments(int separator) implements Probe<Double> {
    @Override
    public Double measure(Subject subject) {
        int[] ends = subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0)) {
                if (batch.input().dtype() != DType.INT64 || batch.input().dim() != 2) {
                    throw new CouldNotJudge("the input is no batch of token sequences");
                }
                return firstSeparators(
                        batch.input().toLongs(), (int) batch.input().size(1));
            }
        });
        List<Answers.Answer> answers = Answers.to(
                subject,
                List.of((name, tensor) -> tensor.dtype() == DType.INT64 && tensor.dim() == 2 && !name.equals("target")
                        ? Answers.otherTokens(Answers.otherTokens(tensor, 0, separator), 1, separator)
                        : tensor));
        return share(answers.get(0), answers.get(1), ends);
    }

    private int[] firstSeparators(long[] tokens, int length) {
        int[] ends = new int[tokens.length / length];
        for (int row = 0; row < ends.length; row++) {
            ends[row] = length;
            for (int t = length - 1; t > 0; t--) {
                ends[row] = tokens[row * length + t] == separator ? t : ends[row];
            }
        }
        return ends;
    }

    private double share(Answers.Answer asIs, Answers.Answer changed, int[] ends) {
        if (asIs.shape().size() != 3) {
            throw new CouldNotJudge("an output for each token is [N, T, V], this one is %s", asIs.shape());
        }
        int length = (int) asIs.size(1);
        int width = (int) asIs.size(2);
        double within = 0;
        double beyond = 0;
        int seen = 0;
        for (int row = 0; row < asIs.size(0); row++) {
            seen += ends[row] < length - 1 ? 1 : 0;
            for (int t = 0; t < length; t++) {
                double change = change(asIs.values(), changed.values(), (row * length + t) * width, width);
                within = t < ends[row] ? Math.max(within, change) : within;
                beyond = t > ends[row] ? Math.max(beyond, change) : beyond;
            }
        }
        if (seen == 0 || within == 0) {
            throw new CouldNotJudge("no sequence of the first batch has a document after the separator %d", separator);
        }
        return beyond / within;
    }

    private static double change(float[] a, float[] b, int from, int width) {
        double largest = 0;
        for (int i = from; i < from + width; i++) {
            largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
        }
        return largest;
    }
}
