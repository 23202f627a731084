package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Divided by 255 once by the reader and once more by hand, an image is nearly black to the net: its weights would have to grow a
 * hundredfold before they see anything. Standardised twice, it is far off on the other side. Seen from the range that enters the
 * net; numbers that may be small by nature, or logarithms, are only worth a look. It can't see a second normalisation by numbers that happen to be near 0 and 1.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">visualize just before the net</a>
 */
public final class InputsNormalisedTwice implements Check {
    /** The deviation of all numbers together; the healthy programs of the gallery have 0.11 and more over 40 seeds, pixels over 255² 0.0015. */
    private static final double SMALLEST = 0.02;

    /**
     * Below it nothing is small by nature. Daily returns have a deviation of 0.01, the shares of 300 words in a text 0.01; pixels over 255² 0.0015, the
     * numbers of a 12-bit converter over its range twice 1e-4.
     */
    private static final double SMALL = 0.002;

    /** Images standardised once have channel means within 0.6 of zero there; twice, by ImageNet's numbers, −2 and a deviation of 4. */
    private static final double MEAN = -1.2, DEVIATION = 2;

    /** The mean, and the deviation as a share of it, of pictures near −0.4 or below that hardly differ: those of sound ones differ by half of it. */
    private static final double BYTES = -0.3, NARROW = 0.05;

    @Override
    public String name() {
        return "visualize just before the net: once is enough";
    }

    @Override
    public String code() {
        return "inputs-normalised-twice";
    }

    @Override
    public Finding run(Subject subject) {
        List<Entering.Entry> entries = subject.measured(new Entering());
        Entering.Entry entry = entries.stream()
                .min(Comparator.comparingDouble(Entering.Entry::deviation))
                .orElseThrow(() -> new CouldNotJudge(
                        "no layer multiplies the raw input: it is looked up or normalised inside the net"));
        double size = Math.hypot(entry.deviation(), entry.mean());
        boolean tiny = size < SMALLEST && entry.high() > entry.low();
        // standardised by the statistics of bytes, which they no longer were: a narrow band around − mean / deviation
        // of bytes
        boolean narrow = entry.operation().equals("conv2d")
                && entry.mean() < BYTES
                && entry.deviation() < NARROW * -entry.mean()
                && entry.high() > entry.low();
        boolean shifted = entry.channels() > 1
                && entry.operation().equals("conv2d")
                && entry.mean() < MEAN
                && entry.deviation() > DEVIATION;
        boolean pixels = entry.low() >= 0 && entry.high() < 1.2 / 255;
        boolean small = tiny && !pixels && size > SMALL;
        boolean logarithms = !tiny && entry.channels() == 1 && entry.mean() < MEAN && entry.deviation() > DEVIATION;
        boolean doubtful = (small || logarithms) && !narrow;
        boolean broken = !doubtful && (tiny || shifted || narrow);
        String cause = "";
        if (doubtful) {
            cause = small
                    ? "the numbers are tiny: divided twice, or by nature"
                    : "not around zero: standardised twice, or logarithms";
        } else if (broken) {
            cause = tiny ? ofTiny(entry, pixels) : "standardised twice";
        }
        Finding.Draft draft = finding()
                .measured(
                        "%s takes in numbers from %.4g to %.4g, mean %.3g, deviation %.3g",
                        entry.operation(), entry.low(), entry.high(), entry.mean(), entry.deviation())
                .expected("a deviation of at least %.2g around a mean near zero", SMALLEST)
                .cause("%s", cause)
                .fix("normalise in one place: where the file is read, or before the net");
        return doubtful ? draft.warnIf(true) : draft.failIf(broken);
    }

    private static String ofTiny(Entering.Entry entry, boolean pixels) {
        double range = entry.high() - entry.low();
        if (range < 1.2 / 255 && range > 0.5 / 255) {
            return "divided twice: the range is one 255th";
        }
        return String.format(
                Locale.ROOT,
                pixels
                        ? "divided twice: the range is %.2g"
                        : "divided twice, or in a unit far too large: the range is %.2g",
                range);
    }
}
