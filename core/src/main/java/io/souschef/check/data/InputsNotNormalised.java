package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first layer's weights are drawn for numbers around one. Pixels from 0 to 255, or an income in dollars, make everything
 * after them a hundred times too large, and the step for one feature wrong for the next. What a layer takes in that normalises by
 * itself is not judged.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">visualize just before the net</a>
 */
public final class InputsNotNormalised implements Check {
    /**
     * The largest root mean square of a channel or feature. Standardised columns have 1, pixels from 0 to 1 below 1; the healthy
     * programs of the gallery reach 4.7 over 40 seeds. Pixels from 0 to 255 have 30 to 180.
     */
    private static final double LARGEST = 10;

    private static final int BATCHES = 5;

    @Override
    public String name() {
        return "visualize just before the net: scale";
    }

    @Override
    public String code() {
        return "inputs-not-normalised";
    }

    @Override
    public Finding run(Subject subject) {
        List<Entering.Entry> entries = subject.measured(new Entering());
        Entering.Entry largest = entries.stream()
                .max(Comparator.comparingDouble(Entering.Entry::rms))
                .orElseThrow(() -> new CouldNotJudge(
                        "no layer multiplies the raw input: it is looked up or normalised inside the net"));
        double rms = largest.rms() > LARGEST ? typical(subject, largest) : largest.rms();
        boolean broken = rms > LARGEST;
        boolean bytes = largest.low() >= 0 && largest.high() > 100 && largest.high() <= 255;
        boolean pixels = bytes && (largest.operation().equals("conv2d") || largest.high() == 255);
        String cause = pixels ? "pixels from 0 to 255" : "inputs that are not normalised";
        return finding()
                .measured(
                        "%s takes in numbers from %.4g to %.4g; the largest channel or feature has a root mean square of %.3g",
                        largest.operation(), largest.low(), largest.high(), rms)
                .expected("a root mean square of about 1, at most %.0f", LARGEST)
                .cause("%s", broken ? cause : "")
                .fix("(x - mean) / deviation of each " + (pixels ? "channel" : "feature")
                        + ", measured on the training split, for training and evaluation alike")
                .failIf(broken);
    }

    /** Over several batches, the middle one: a single sum of a million in the first one is no scale. */
    private static double typical(Subject subject, Entering.Entry first) {
        int batches = subject.fresh(program -> program.training(0).count());
        double[] each = IntStream.range(0, Math.min(BATCHES, batches))
                .mapToDouble(batch -> subject.measured(new Entering(batch)).stream()
                        .filter(entry -> entry.operation().equals(first.operation()))
                        .mapToDouble(Entering.Entry::rms)
                        .max()
                        .orElse(first.rms()))
                .sorted()
                .toArray();
        return each[each.length / 2];
    }
}
