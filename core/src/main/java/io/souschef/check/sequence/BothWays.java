package io.souschef.check.sequence;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Generates;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The logits after prefixes of several lengths, by the forward pass in evaluation mode and by the program's own generation: called in training
 * mode, where a training loop calls it, and before that in evaluation mode.
 */
record BothWays() implements Probe<BothWays.Difference> {
    private static final int EXAMPLES = 4;
    private static final double SAME = 1e-3;

    /** A logit as low as this is of a token that must not be said. */
    private static final double FORBIDDEN = -1e7;

    /**
     * The worst length.
     *
     * @param share of the largest logit
     * @param modeMatters whether they agree once the net is put into evaluation mode before
     */
    record Difference(int length, double share, boolean modeMatters) {}

    @Override
    public Difference measure(Subject subject) {
        return subject.fresh(program -> {
            if (!(program instanceof Generates generates)) {
                throw new CouldNotJudge("the program doesn't say how it generates: implements Generates");
            }
            try (Batch whole = program.training(0).open(0);
                    Batch batch = Cut.first(whole, Cut.size(program, whole, EXAMPLES));
                    NoGrad off = NoGrad.open()) {
                return difference(program, generates, batch);
            }
        });
    }

    /** A prefix of so many tokens, and what forward() says after it. */
    private record Prefix(int length, Tensor tokens, Tensor expected) {}

    private static Difference difference(TrainingProgram program, Generates generates, Batch batch) {
        program.net().eval();
        List<Prefix> prefixes = prefixes(
                batch, program.forward(batch), program.declares().sequences().padding());
        // first in evaluation mode: training mode leaves a trace in the statistics of BatchNorm
        List<Double> quiet = shares(prefixes, generates);
        program.net().train();
        List<Double> shares = shares(prefixes, generates);
        Difference worst = new Difference(1, 0, false);
        for (int i = 0; i < shares.size(); i++) {
            double share = shares.get(i);
            if (!(share <= worst.share())) {
                worst = new Difference(prefixes.get(i).length(), share, share > SAME && quiet.get(i) <= SAME);
            }
        }
        return worst;
    }

    private static List<Prefix> prefixes(Batch batch, Tensor trained, OptionalInt padding) {
        if (trained.dim() != 3) {
            throw new CouldNotJudge("an output for each token is [N, T, V], this one is %s", trained.shape());
        }
        int length = (int) trained.size(1);
        List<Prefix> prefixes = new ArrayList<>();
        for (int t : IntStream.of(1, length / 2, length)
                .filter(t -> t > 0)
                .distinct()
                .toArray()) {
            int[] rows = full(batch.input().narrow(1, 0, t), padding);
            if (rows.length > 0) {
                prefixes.add(new Prefix(
                        t,
                        Cut.rows(batch.input(), rows).narrow(1, 0, t),
                        Cut.rows(trained, rows).select(1, t - 1)));
            }
        }
        if (prefixes.isEmpty()) {
            throw new CouldNotJudge("the first sequences begin with padding");
        }
        return prefixes;
    }

    private static List<Double> shares(List<Prefix> prefixes, Generates generates) {
        return prefixes.stream()
                .map(prefix -> share(prefix.expected(), generates.nextLogits(prefix.tokens())))
                .toList();
    }

    /** The rows without padding: nobody generates after it. */
    private static int[] full(Tensor prefix, OptionalInt padding) {
        long[] tokens = prefix.toLongs();
        int length = (int) prefix.size(1);
        return IntStream.range(0, (int) prefix.size(0))
                .filter(row -> padding.isEmpty()
                        || Arrays.stream(tokens, row * length, (row + 1) * length)
                                .noneMatch(token -> token == padding.getAsInt()))
                .toArray();
    }

    /**
     * How far they are from being the same but for what generation may do to logits: divide them by a temperature, make logarithms of
     * probabilities of them, forbid some tokens. Where it says what forward() forbids, they are apart without end.
     */
    private static double share(Tensor expected, Tensor got) {
        double[] one = expected.toDoubles();
        double[] other = got.toDoubles();
        if (one.length != other.length) {
            throw new CouldNotJudge("generation gives %s, forward() %s", got.shape(), expected.shape());
        }
        int width = (int) expected.size(1);
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            if (one[i] < FORBIDDEN && !(other[i] < FORBIDDEN)) {
                return Double.POSITIVE_INFINITY;
            }
            largest = other[i] < FORBIDDEN ? largest : Math.max(largest, Math.abs(one[i]));
        }
        if (largest == 0) {
            throw new CouldNotJudge(
                    "forward() gives nothing but zeros: generation could not differ by a share of them");
        }
        for (int row = 0; row < one.length; row += width) {
            centre(one, other, row, width);
        }
        double both = 0;
        double own = 0;
        for (int i = 0; i < one.length; i++) {
            both += one[i] * other[i];
            own += other[i] * other[i];
        }
        double factor = both > 0 ? both / own : 1;
        double off = 0;
        for (int i = 0; i < one.length; i++) {
            double apart = Math.abs(one[i] - factor * other[i]);
            off = Double.isNaN(apart) ? apart : Math.max(off, apart);
        }
        return off / largest;
    }

    /** Both less their means over the tokens that aren't forbidden, in place; zero for those that are. */
    private static void centre(double[] one, double[] other, int from, int width) {
        double first = 0;
        double second = 0;
        int allowed = 0;
        for (int i = from; i < from + width; i++) {
            if (!(other[i] < FORBIDDEN)) {
                first += one[i];
                second += other[i];
                allowed++;
            }
        }
        for (int i = from; i < from + width; i++) {
            boolean forbidden = other[i] < FORBIDDEN;
            one[i] = forbidden ? 0 : one[i] - first / allowed;
            other[i] = forbidden ? 0 : other[i] - second / allowed;
        }
    }
}
