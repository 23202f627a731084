package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Declared;

/**
 * "You initialized your weights from a pretrained checkpoint but didn't use the original mean." With the mean and deviation of
 * the checkpoint declared, a black pixel must enter as −mean / deviation and a white one as (1 − mean) / deviation, channel by
 * channel. It needs images with some nearly black and some nearly white pixels in each channel.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">neural net training fails silently</a>
 */
public final class PretrainedMeanNotUsed implements Check {
    /** How far from black and from white the range may end, in shares of the range: of natural images next to nothing. */
    private static final double SLACK = 0.2;

    @Override
    public String name() {
        return "the pretrained checkpoint's mean";
    }

    @Override
    public String code() {
        return "pretrained-mean-not-used";
    }

    @Override
    public Finding run(Subject subject) {
        Declared.Feeding declared = subject.fresh(program -> program.declares().feeding());
        if (declared.mean().isEmpty()) {
            throw new CouldNotJudge(
                    "it needs the checkpoint's numbers: Declared.nothing().withInputStatistics(mean, deviation)");
        }
        Moments moments = Moments.of(subject.measured(new Reading()).first());
        if (moments.size() != declared.mean().size()) {
            throw new CouldNotJudge(
                    "%d means are declared for %d channels", declared.mean().size(), moments.size());
        }
        double worst = 0;
        double raw = 0;
        double bytes = 0;
        for (int c = 0; c < moments.size(); c++) {
            double black = -declared.mean().get(c) / declared.deviation().get(c);
            double white = (1 - declared.mean().get(c)) / declared.deviation().get(c);
            worst = Math.max(worst, off(moments, c, black, white));
            raw = Math.max(raw, off(moments, c, 0, 1));
            bytes = Math.max(bytes, off(moments, c, 0, 255));
        }
        boolean broken = worst > SLACK;
        return finding()
                .measured(
                        "channels range from %s to %s",
                        EvaluationNormalisedDifferently.rounded(moments.low()),
                        EvaluationNormalisedDifferently.rounded(moments.high()))
                .expected(
                        "black at −mean / deviation, white at (1 − mean) / deviation, for mean %s and deviation %s",
                        declared.mean(), declared.deviation())
                .cause(
                        !broken
                                ? ""
                                : raw < SLACK
                                        ? "pixels from 0 to 1 enter without the checkpoint's mean"
                                        : bytes < SLACK
                                                ? "pixels from 0 to 255 enter without the checkpoint's mean"
                                                : "the inputs are normalised by another mean and deviation than the checkpoint's")
                .fix("(x / 255 - mean) / deviation, with the checkpoint's own numbers, in training and evaluation")
                .failIf(broken);
    }

    private static double off(Moments moments, int channel, double black, double white) {
        double range = white - black;
        return Math.max(Math.abs(moments.low()[channel] - black), Math.abs(moments.high()[channel] - white)) / range;
    }
}
