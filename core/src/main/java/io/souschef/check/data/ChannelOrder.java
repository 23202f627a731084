package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One reader gives red first, another blue; one puts channels in front, another behind; and a reshape where a permute belongs
 * scatters every pixel. The typical image of each class in training is compared with that in evaluation, channel by channel and
 * turned; and within an image, whether neighbours are alike where they should be. It can't see an order that is wrong in both
 * splits but looks as smooth.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">visualize just before the net</a>
 */
public final class ChannelOrder implements Check {
    /**
     * By how much the typical images must fit better in another order. Over 40 seeds of the gallery's healthy programs no other
     * order fits better by more than 0.09; exchanged channels and axes fit better by 0.5 and more.
     */
    private static final double BETTER = 0.25;

    /** By how much neighbours must be more alike when the image is read with channels last: 0.02 at most, or 0.3 and more. */
    private static final double SMOOTHER = 0.15;

    @Override
    public String name() {
        return "visualize just before the net: channels and axes";
    }

    @Override
    public String code() {
        return "channel-order-mixed-up";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        Pass training = streams.first();
        Pass evaluation = streams.evaluation();
        if (!training.ofImages() || !evaluation.ofImages()) {
            throw new CouldNotJudge("the inputs are no images [C, H, W]");
        }
        int c = training.side(0);
        int h = training.side(1);
        int w = training.side(2);
        if (w <= 4 && c > 4 && h > 4 && !convolved(subject, c, w)) {
            throw new CouldNotJudge(
                    "no convolution takes in [C, H, W] as [%d, %d, %d]: the last may be coordinates", c, h, w);
        }
        if (w <= 4 && c > 4 && h > 4) {
            return verdict(
                    "images [" + c + ", " + h + ", " + w + "]", "channels come last, the net expects them first");
        }
        double here = alike(training.rows(), w);
        // read with channels last both the pixel below and the one beside are near; of frames one after another the
        // former alone
        double there = c > 1 ? Math.min(alike(training.rows(), w * c), alike(training.rows(), c)) : -1;
        if (there > here + SMOOTHER) {
            return verdict(
                    String.format(
                            Locale.ROOT,
                            "a pixel correlates by %.2f with the one below it, and by %.2f when read with channels last",
                            here,
                            there),
                    "channels were moved by a reshape, not by a permute");
        }
        if (evaluation.side(0) != c || evaluation.side(1) != h || evaluation.side(2) != w) {
            throw new CouldNotJudge("training and evaluation have images of different sizes");
        }
        return compared(training.kept(), evaluation.kept(), new Orders(labelled(training), c, h, w));
    }

    private Finding compared(List<Example> training, List<Example> evaluation, Orders orders) {
        Orders.Fits fits = orders.fits(training, evaluation);
        boolean broken = fits.gain() > BETTER && fits.most() > 0.5;
        double chance = broken ? orders.byChance(training, evaluation.size()) : 0;
        if (broken && fits.gain() < BETTER + chance) {
            throw new CouldNotJudge(
                    "the typical images correlate by %.2f as they are and by %.2f %s, but so few examples have no typical image:"
                            + " a part of training against the rest gains up to %.2f by another order, too",
                    fits.plain(), fits.most(), fits.best(), chance);
        }
        return finding()
                .measured(
                        "the typical images of training and evaluation correlate by %.2f as they are, by %.2f %s",
                        fits.plain(), fits.most(), broken ? fits.best() : "at best")
                .expected("the best fit as they are")
                .cause(broken ? "evaluation has its images " + fits.best() : "")
                .fix("read both splits by one function: NCHW, RGB; permute(0, 3, 1, 2) and never reshape")
                .failIf(broken);
    }

    /** Whether a convolution takes the first dimension for channels and the last for the width. */
    private static boolean convolved(Subject subject, int channels, int width) {
        return subject.measured(new Entering()).stream()
                .anyMatch(entry -> entry.operation().equals("conv2d")
                        && entry.channels() == channels
                        && entry.shape().get(3) == width);
    }

    private static boolean labelled(Pass pass) {
        return pass.wholeTargets() && pass.kept().get(0).target().length == 1;
    }

    private Finding verdict(String measured, String cause) {
        return finding()
                .measured("%s", measured)
                .expected("images [C, H, W] whose neighbours are alike")
                .cause("%s", cause)
                .fix("x.permute(0, 3, 1, 2), which moves the axis; reshape only renames it")
                .okIf(false);
    }

    /** How a pixel correlates with the number {@code lag} further on, over all images. */
    private static double alike(float[][] rows, int lag) {
        double[] r = new double[Math.min(64, rows.length)];
        for (int i = 0; i < r.length; i++) {
            float[] row = rows[i];
            if (row.length <= lag + 8) {
                return -1;
            }
            r[i] = Correlation.of(
                    Arrays.copyOfRange(row, 0, row.length - lag), Arrays.copyOfRange(row, lag, row.length));
        }
        return Arrays.stream(r).average().orElse(-1);
    }
}
