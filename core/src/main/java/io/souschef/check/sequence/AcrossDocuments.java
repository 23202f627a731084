package io.souschef.check.sequence;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.train.TrainingProgram;
import java.util.List;

/**
 * How far a change of the tokens at the first two positions, one of which may be a separator, reaches beyond the first separator, as a share of how
 * far it reaches before it; the largest of each over the first examples of a batch. Other inputs stay as they are: they may say which document a
 * token belongs to.
 *
 * @param separator the token that ends a document
 */
record AcrossDocuments(int separator) implements Probe<Double> {
    /** The name of the input of tokens, and where the first separator is in each of its sequences. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Documents(String input, int[] ends) {}

    @Override
    public Double measure(Subject subject) {
        Documents documents = subject.fresh(this::documents);
        List<Answers.Answer> answers = Answers.to(
                subject,
                List.of((name, tensor) -> name.equals(documents.input())
                        ? Answers.otherTokens(Answers.otherTokens(tensor, 0, separator), 1, separator)
                        : tensor));
        return share(answers.get(0), answers.get(1), documents.ends());
    }

    private Documents documents(TrainingProgram program) {
        try (Batch batch = program.training(0).open(0)) {
            if (batch.input().dtype() != DType.INT64 || batch.input().dim() != 2) {
                throw new CouldNotJudge("the input is no batch of token sequences");
            }
            return new Documents(
                    batch.inputs().keySet().iterator().next(),
                    firstSeparators(batch.input().toLongs(), (int) batch.input().size(1)));
        }
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
                double change = largest(asIs.values(), changed.values(), (row * length + t) * width, width);
                within = t < ends[row] ? Math.max(within, change) : within;
                beyond = t > ends[row] ? Math.max(beyond, change) : beyond;
            }
        }
        if (seen == 0) {
            throw new CouldNotJudge(
                    "none of the first %d sequences has a document after the separator %d", asIs.size(0), separator);
        }
        if (within == 0) {
            throw new CouldNotJudge(
                    "a change of the first two tokens moves no output before the separator%s",
                    asIs.isFinite() ? "" : ", and not all of them are finite");
        }
        return beyond == within ? 1 : beyond / within; // also where both are without end
    }

    private static double largest(float[] a, float[] b, int from, int width) {
        double largest = 0;
        for (int i = from; i < from + width; i++) {
            largest = Math.max(largest, Answers.apart(a[i], b[i]));
        }
        return largest;
    }
}
