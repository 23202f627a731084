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

/**
 * The attentions of a net that are written out, a softmax whose result is multiplied with the values: over which axis they sum to
 * one, and which scores go in above and below the diagonal.
 */
record Attention() implements Probe<List<Attention.Scores>> {
    private static final int EXAMPLES = 4;

    /** Scores that differ by more than this are not of one kind: without a mask they differ by 1.7 at most, over 40 seeds of 8 nets. */
    private static final double MASKED = 5;

    /** Where all scores of a position are as low as this, it is padding. */
    private static final double HIDDEN = -1e7;

    /**
     * Share of the positions: with a mask all of them, in 177 attentions, without one 0.53 at most, in 124, however far the scores spread;
     * the gallery and 160 programs more, three seeds.
     */
    private static final double MOST = 0.75;

    /**
     * One attention, positions × positions.
     *
     * @param offKeys how far the weights of one position are from adding up to one over what it looks at
     * @param offQueries how far the weights on one position are from adding up to one over those that look at it
     * @param above the largest score of a later position; −∞ where all are masked so
     * @param below the largest score of an earlier position
     * @param later share of the positions whose scores of later ones are all below that of an earlier one, as far as a mask puts them
     * @param earlier the same with earlier and later exchanged
     */
    record Scores(double offKeys, double offQueries, double above, double below, double later, double earlier) {
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

    /** Scores and what a softmax made of them. */
    private record Weights(Tensor scores, Tensor weights) {
        /** With keys for queries, where {@code result} is that of the weights: one matrix of scores may serve both sides. */
        Weights as(Tensor result) {
            int last = weights.dim() - 1;
            Tensor turned = weights.transpose(last - 1L, last);
            return result.isEqual(turned) && !result.isEqual(weights)
                    ? new Weights(scores.transpose(last - 1L, last).contiguous(), turned.contiguous())
                    : this;
        }
    }

    private static void look(Trace.Step step, IdentityHashMap<Tensor, Weights> softmaxes, List<Scores> found) {
        Tensor result = step.result();
        int dims = result.dim();
        if (step.operation().equals("softmax")
                && dims >= 3
                && result.size(-1) == result.size(-2)
                && result.size(-1) > 3) {
            softmaxes.put(result, new Weights(step.operands().get(0), result));
        } else if (!step.operands().isEmpty()) {
            Optional.ofNullable(softmaxes.get(step.operands().get(0))).ifPresent(weights -> {
                if (step.operation().equals("matmul")) {
                    found.add(scores(weights.scores(), weights.weights()));
                } else if (step.operands().get(0).shape().equals(result.shape())) {
                    softmaxes.put(result, weights.as(result)); // dropout of the weights, and the like
                }
            });
        }
    }

    private static Scores scores(Tensor before, Tensor weights) {
        int t = (int) before.size(-1);
        double[] values = before.toDoubles();
        double above = Double.NEGATIVE_INFINITY;
        double below = Double.NEGATIVE_INFINITY;
        int later = 0;
        int earlier = 0;
        int both = 0;
        for (int row = 0; row < values.length / t; row++) {
            double ahead = most(values, row * t, row % t);
            double after = most(values, row * t + row % t + 1, t - 1 - row % t);
            below = Math.max(below, ahead);
            above = Math.max(above, after);
            if (row % t > 0 && row % t < t - 1 && (ahead > HIDDEN || after > HIDDEN)) {
                both++;
                later += after < ahead - MASKED ? 1 : 0;
                earlier += ahead < after - MASKED ? 1 : 0;
            }
        }
        int dims = weights.dim();
        return new Scores(
                offOne(weights.sum(dims - 1)),
                offOne(weights.sum(dims - 2)),
                above,
                below,
                later / Math.max(1.0, both),
                earlier / Math.max(1.0, both));
    }

    private static double most(double[] values, int from, int count) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            most = Math.max(most, values[i]);
        }
        return most;
    }

    private static double offOne(Tensor sums) {
        return Arrays.stream(sums.toDoubles())
                .map(sum -> Math.abs(sum - 1))
                .max()
                .orElse(0);
    }
}
