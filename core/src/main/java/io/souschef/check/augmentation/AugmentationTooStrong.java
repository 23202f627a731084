package io.souschef.check.augmentation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Moments;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.experiment.Finding;

/**
 * Noise as loud as the signal, brightness beyond white: what the net trains on is no longer what it will be asked about. The range
 * and the deviation of augmented inputs are held against those of evaluation. Whether pixels went elsewhere plays no part.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">visualize just before the net</a>
 */
public final class AugmentationTooStrong implements Check {
    /**
     * Deviation in training over that in evaluation: 0.88 to 1.24 in the gallery's augmented healthy programs over 40 seeds; and the
     * distance of the means in deviations: at most 0.35.
     */
    private static final double WIDER = 1.7, SHIFT = 1;

    private static final double VARIED = 0.1;

    @Override
    public String name() {
        return "augmented inputs look like inputs";
    }

    @Override
    public String code() {
        return "augmentation-too-strong";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        if (!streams.idsNameExamples() || !streams.first().ofRealNumbers()) {
            throw new CouldNotJudge("it needs real numbers and ids that name examples");
        }
        if (streams.varied() < VARIED) {
            throw new CouldNotJudge("no example changes from epoch to epoch: nothing is augmented");
        }
        Moments training = Moments.whole(streams.first());
        Moments evaluation = Moments.whole(streams.evaluation());
        if (!(evaluation.deviation()[0] > 0)) {
            throw new CouldNotJudge("all numbers of evaluation are one, which nothing can be held against");
        }
        double wider = training.deviation()[0] / evaluation.deviation()[0];
        double shift =
                Math.abs(training.mean()[0] - evaluation.mean()[0]) / evaluation.deviation()[0];
        boolean broken = (wider > WIDER || shift > SHIFT) && streams.noise() > 0.3 * training.deviation()[0];
        return finding()
                .measured(
                        "augmented inputs range from %.3g to %.3g with deviation %.3g; evaluation from %.3g to %.3g with %.3g",
                        training.low()[0],
                        training.high()[0],
                        training.deviation()[0],
                        evaluation.low()[0],
                        evaluation.high()[0],
                        evaluation.deviation()[0])
                .expected("at most %.2g times the deviation, and a mean within %.2g deviations", WIDER, SHIFT)
                .cause(broken ? "the augmentation pushes values out of their range" : "")
                .fix("weaken the noise or the brightness until the pictures look like pictures, and clip to the range")
                .failIf(broken);
    }
}
