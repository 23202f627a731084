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
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The logits after prefixes of several lengths, by the forward pass in evaluation mode and by the program's own generation. */
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

    private static Difference difference(TrainingProgram program, Generates generates, Batch batch) {
        program.net().eval();
        Tensor trained = program.forward(batch);
        int length = (int) trained.size(1);
        OptionalInt padding = program.declares().sequences().padding();
        Difference worst = new Difference(1, 0, false);
        int compared = 0;
        for (int t : new int[] {1, length / 2, length}) {
            int[] rows = full(batch.input().narrow(1, 0, t), padding);
            if (rows.length == 0) {
                continue;
            }
            compared++;
            Tensor prefix = Cut.rows(batch.input(), rows).narrow(1, 0, t);
            Tensor expected = Cut.rows(trained, rows).select(1, t - 1);
            program.net().train(); // where a training loop calls it
            double share = share(expected, generates.nextLogits(prefix));
            program.net().eval();
            boolean mode = share > SAME && share(expected, generates.nextLogits(prefix)) <= SAME;
            if (!(share <= worst.share())) {
                worst = new Difference(t, share, mode);
            }
        }
        if (compared == 0) {
            throw new CouldNotJudge("the first sequences begin with padding");
        }
        return worst;
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
     * probabilities of them, forbid some tokens.
     */
    private static double share(Tensor expected, Tensor got) {
        double[] one = expected.toDoubles();
        double[] other = got.toDoubles();
        if (one.length != other.length) {
            throw new CouldNotJudge("generation gives %s, forward() %s", got.shape(), expected.shape());
        }
        int width = (int) expected.size(1);
        double largest = Arrays.stream(one).map(Math::abs).max().orElse(0);
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
