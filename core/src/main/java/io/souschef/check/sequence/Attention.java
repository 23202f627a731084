package io.souschef.check.sequence;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The attentions of a net that are written out, a softmax whose result is multiplied with the values: over which axis they sum to
 * one, and which scores go in above and below the diagonal.
 */
record Attention() implements Probe<List<Attention.Scores>> {
    private static final int EXAMPLES = 4;

    /** Scores that differ by more than this are not of one kind: without a mask they differ by 1.7 at most, over 40 seeds of 8 nets. */
    private static final double MASKED = 5;

    /** Masks of −1e9 and of the least float are below any score; −1e4, −100, −10 are not. Where all scores of a position are as low, it is padding. */
    static final double OUT_OF_REACH = -1e7;

    /**
     * Share of the positions: with a mask all of them, in 177 attentions, without one 0.53 at most, in 124, however far the scores spread;
     * the gallery and 160 programs more, three seeds.
     */
    private static final double MOST = 0.75;

    /**
     * One attention, positions × positions.
     *
     * @param offKeys how far the weights of one position are from adding up to one over what it looks at; of positions whose weights are numbers,
     *     for where everything is masked there are none
     * @param above the largest score of a later position; −∞ where all are masked so
     * @param below the largest score of an earlier position
     * @param later share of the positions whose scores of later ones are all below that of an earlier one, as far as a mask puts them
     * @param earlier the same with earlier and later exchanged
     */
    record Scores(double offKeys, double above, double below, double later, double earlier) {
        /** Whether later positions are told apart by a large negative number. */
        boolean masksLater() {
            return above < below - MASKED && later > MOST;
        }

        /** Whether earlier positions are masked, and later ones are not. */
        boolean masksEarlier() {
            return below < above - MASKED && earlier > MOST;
        }
    }

    @Override
    public List<Scores> measure(Subject subject) {
        return subject.fresh(program -> {
            IdentityHashMap<Tensor, Weights> softmaxes = new IdentityHashMap<>();
            List<Scores> found = new ArrayList<>();
            program.net().eval();
            try (Batch whole = program.training(0).open(0);
                    Batch batch = Cut.first(whole, Cut.size(program, whole, EXAMPLES));
                    NoGrad off = NoGrad.open();
                    Trace trace = Trace.open(step -> look(step, softmaxes, found))) {
                program.forward(batch);
            }
            return List.copyOf(found);
        });
    }

    /**
     * Scores and what a softmax made of them, matrix by matrix, row by row: taken at once, for forward() may free them, or write over them.
     *
     * @param positions rows and columns of each matrix
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content in as
    private record Weights(double[] scores, double[] weights, int positions) {
        /** With keys for queries, where {@code result} is that of the weights: one matrix of scores may serve both sides. */
        Weights as(Tensor result) {
            double[] now = result.toDoubles();
            double[] turned = turned(weights);
            return Arrays.equals(now, turned) && !Arrays.equals(now, weights)
                    ? new Weights(turned(scores), turned, positions)
                    : this;
        }

        private double[] turned(double[] matrices) {
            double[] turned = new double[matrices.length];
            int each = positions * positions;
            for (int i = 0; i < matrices.length; i++) {
                int in = i % each;
                turned[i - in + in % positions * positions + in / positions] = matrices[i];
            }
            return turned;
        }

        Scores judged() {
            double above = Double.NEGATIVE_INFINITY;
            double below = Double.NEGATIVE_INFINITY;
            int later = 0;
            int earlier = 0;
            int both = 0;
            for (int row = 0; row < scores.length / positions; row++) {
                int own = row % positions;
                double ahead = most(row * positions, own);
                double after = most(row * positions + own + 1, positions - 1 - own);
                below = Math.max(below, ahead);
                above = Math.max(above, after);
                if (own > 0 && own < positions - 1 && (ahead > OUT_OF_REACH || after > OUT_OF_REACH)) {
                    both++;
                    later += after < ahead - MASKED ? 1 : 0;
                    earlier += ahead < after - MASKED ? 1 : 0;
                }
            }
            return new Scores(offKeys(), above, below, later / Math.max(1.0, both), earlier / Math.max(1.0, both));
        }

        private double most(int from, int count) {
            double most = Double.NEGATIVE_INFINITY;
            for (int i = from; i < from + count; i++) {
                most = Math.max(most, scores[i]);
            }
            return most;
        }

        private double offKeys() {
            return IntStream.range(0, weights.length / positions)
                    .mapToDouble(row -> Arrays.stream(weights, row * positions, (row + 1) * positions)
                            .sum())
                    .filter(sum -> !Double.isNaN(sum))
                    .map(sum -> Math.abs(sum - 1))
                    .max()
                    .orElse(0);
        }
    }

    private static void look(Trace.Step step, IdentityHashMap<Tensor, Weights> softmaxes, List<Scores> found) {
        Tensor result = step.result();
        int dims = result.dim();
        if (step.operation().equals("softmax")
                && dims >= 3
                && result.size(-1) == result.size(-2)
                && result.size(-1) > 3) {
            softmaxes.put(
                    result, new Weights(step.operands().get(0).toDoubles(), result.toDoubles(), (int) result.size(-1)));
        } else if (!step.operands().isEmpty()) {
            Optional.ofNullable(softmaxes.get(step.operands().get(0))).ifPresent(weights -> {
                if (step.operation().equals("matmul")) {
                    found.add(weights.judged());
                } else if (step.operands().get(0).shape().equals(result.shape())) {
                    softmaxes.put(result, weights.as(result)); // dropout of the weights, and the like
                }
            });
        }
    }
}
