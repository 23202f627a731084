package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Declared;
import java.util.List;
import java.util.Optional;

/**
 * "You initialized your weights from a pretrained checkpoint but didn't use the original mean." With the mean and deviation of
 * the checkpoint declared, a black pixel must enter as −mean / deviation and a white one as (1 − mean) / deviation, channel by
 * channel, and nothing beyond them. A range that ends before them may be that of images without black or white: then it is a bug
 * only where pixels come as other numbers that are often met would have them.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">neural net training fails silently</a>
 */
public final class PretrainedMeanNotUsed implements Check {
    /**
     * How far from black and from white the range may end, in shares of the range: of natural images next to nothing. In the gallery 0.00 by the
     * declared numbers, 0.29 and more by others, seed 1.
     */
    private static final double SLACK = 0.2, CLOSE = 0.05;

    /** A way in which pixels are often prepared, and what that is called here. */
    private record Known(Prepared way, String text) {}

    /** The first of several that fit is told: of black and white images alone, 0 and 1 are levels of several. */
    private static final List<Known> OTHERS = List.of(
            new Known(
                    new Prepared(List.of(0.0), List.of(1.0)), "pixels from 0 to 1 enter without the checkpoint's mean"),
            new Known(
                    new Prepared(List.of(0.5), List.of(0.5)),
                    "pixels from −1 to 1 enter without the checkpoint's mean"),
            new Known(
                    new Prepared(List.of(0.0), List.of(1 / 255.0)),
                    "pixels from 0 to 255 enter without the checkpoint's mean"),
            new Known(
                    new Prepared(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)),
                    "the inputs are normalised by the mean and deviation of ImageNet, not by the checkpoint's"));

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
        Pass pass = subject.measured(new Reading()).first();
        Moments moments = Moments.of(pass);
        if (moments.size() != declared.mean().size()) {
            throw new CouldNotJudge(
                    "%d means are declared for %d channels", declared.mean().size(), moments.size());
        }
        Prepared own = declared(declared);
        boolean beyond = own.isBeyond(pass, SLACK);
        boolean known = !beyond && (own.isReached(moments, SLACK) || own.isOfBytes(pass));
        Optional<String> other = known ? Optional.empty() : other(pass, moments);
        boolean broken = beyond || other.isPresent();
        boolean doubtful = !known && !broken;
        String cause = "";
        if (broken) {
            cause = other.orElse("the inputs are normalised by another mean and deviation than the checkpoint's");
        } else if (doubtful) {
            cause = "no pixel is near black or near white, or they are normalised otherwise";
        }
        Finding.Draft draft = finding()
                .measured(
                        "channels range from %s to %s",
                        EvaluationNormalisedDifferently.rounded(moments.low()),
                        EvaluationNormalisedDifferently.rounded(moments.high()))
                .expected(
                        "black at −mean / deviation, white at (1 − mean) / deviation, for mean %s and deviation %s",
                        declared.mean(), declared.deviation())
                .cause("%s", cause)
                .fix("(x / 255 - mean) / deviation, with the checkpoint's own numbers, in training and evaluation");
        return doubtful ? draft.warnIf(true) : draft.failIf(broken);
    }

    /** Of pixels from 0 to 1; numbers for pixels from 0 to 255 are often given, too. */
    private static Prepared declared(Declared.Feeding declared) {
        boolean bytes = declared.mean().stream().allMatch(mean -> mean > 1 && mean <= 255);
        if (!bytes && declared.mean().stream().anyMatch(mean -> mean < 0 || mean > 1)) {
            throw new CouldNotJudge(
                    "means %s are not those of pixels from 0 to 1: black and white are unknown", declared.mean());
        }
        return bytes
                ? new Prepared(of255(declared.mean()), of255(declared.deviation()))
                : new Prepared(declared.mean(), declared.deviation());
    }

    private static List<Double> of255(List<Double> numbers) {
        return numbers.stream().map(number -> number / 255).toList();
    }

    /** By which of the other numbers the pixels were prepared: black and white are where they put them, or all are levels of a byte. */
    private static Optional<String> other(Pass pass, Moments moments) {
        return OTHERS.stream()
                .filter(other -> other.way().isFor(moments.size()))
                .filter(other -> !other.way().isBeyond(pass, CLOSE))
                .filter(other ->
                        other.way().isReached(moments, CLOSE) || other.way().isOfBytes(pass))
                .map(Known::text)
                .findFirst();
    }
}
