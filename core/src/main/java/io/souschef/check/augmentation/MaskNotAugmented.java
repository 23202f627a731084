package io.souschef.check.augmentation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.augmentation.Relations.Relation;
import io.souschef.check.data.Correlation;
import io.souschef.check.data.Example;
import io.souschef.check.data.Moments;
import io.souschef.check.data.Pass;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.check.data.Turn;
import io.souschef.experiment.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The image is flipped, moved or turned, and the mask stays where it was: the net is taught that the object is elsewhere. Seen
 * where the image moved from one epoch to another and the mask didn't, or went elsewhere; and where image and mask fit each other
 * less in training than in evaluation. It needs targets with one number per pixel.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">visualize just before the net</a>
 */
public final class MaskNotAugmented implements Check {
    /** Share of the moved images whose mask stayed: all of them where it is left behind, 0.01 at most in the gallery's sound programs, seed 1. */
    private static final double STAYED = 0.3;

    /** Of all draws, and how many, that are turned at least: other augmentations are taken for a turn in less than 1 %. */
    private static final double SEEN = 0.05;

    private static final int SEVERAL = 4;

    /** Correlation of image and mask in training, as a share of that in evaluation: healthy 0.94 and more, else 0.75 at most. */
    private static final double FIT = 0.85;

    /** Share of the mask that goes where its pixels went: 1 in healthy programs; left behind, flipped or moved otherwise 0.13 to 0.67. */
    private static final double AGREE = 0.85;

    private static final int ENOUGH = 10;

    /** Distance of the images' numbers in deviations, between quantiles. Over the gallery's 14 programs with masks, seed 1, 0.007 to 0.077. */
    private static final double REPAINTED = 0.1;

    private static final int QUANTILES = 50;

    @Override
    public String name() {
        return "masks move with their images";
    }

    @Override
    public String code() {
        return "mask-not-augmented";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        Pass pass = streams.first();
        if (!hasMasks(pass)) {
            throw new CouldNotJudge("it needs images [C, H, W] and a target for every pixel");
        }
        List<Relation> relations = subject.measured(new Relations());
        List<Relation> turned = turned(relations, pass.side(1), pass.side(2));
        long stayed = turned.stream()
                .filter(relation -> relation.first().sameTarget(relation.second()))
                .count();
        boolean often = turned.size() >= SEVERAL && turned.size() >= SEEN * relations.size();
        boolean stay = often && stayed > STAYED * turned.size();
        MaskMoves moves = MaskMoves.of(streams);
        boolean elsewhere = moves.images() >= ENOUGH && moves.agree() < AGREE;
        double training = fit(pass);
        boolean masks = hasMasks(streams.evaluation());
        double evaluation = masks ? fit(streams.evaluation()) : 0;
        boolean less = Math.abs(evaluation) > 0.25 && training / evaluation < FIT && streams.varied() > 0.1;
        boolean loose = less && repainted(pass, streams.evaluation()) < REPAINTED;
        boolean doubtful = less && !loose && !stay && !elsewhere;
        String cause = "";
        if (stay || loose) {
            cause = "the image is augmented and its mask is not";
        } else if (elsewhere) {
            cause = "the mask is turned or moved otherwise than its image";
        } else if (doubtful) {
            cause = "image and mask fit less, and the numbers of the images are others, too";
        }
        Finding.Draft draft = finding()
                .measured(
                        "%d of %d images that were flipped or turned kept their mask; %s; image and mask correlate by %.2f in training, %s",
                        stayed,
                        turned.size(),
                        moves,
                        training,
                        masks
                                ? String.format(Locale.ROOT, "%.2f in evaluation", evaluation)
                                : "and evaluation has none of their size")
                .expected("masks that go where the pixels go")
                .cause("%s", cause)
                .fix(
                        "draw the change once for each example and apply it to image and mask, the mask by nearest neighbour");
        return doubtful ? draft.warnIf(true) : draft.failIf(stay || loose || elsewhere);
    }

    /** Whether there is a target for every pixel. */
    private static boolean hasMasks(Pass pass) {
        return pass.ofImages() && pass.examples().get(0).target().length == pass.side(1) * pass.side(2);
    }

    /** Those whose image was turned, and whose mask would be another one then. */
    private static List<Relation> turned(List<Relation> relations, int h, int w) {
        return relations.stream()
                .filter(relation -> relation.turn() != Turn.NONE)
                .filter(relation -> !Arrays.equals(
                        relation.turn().of(relation.first().target(), h, w),
                        relation.first().target()))
                .toList();
    }

    /** How far the numbers of augmented images are from those of evaluation, whatever their place, in deviations: noise, brightness, colours inverted. */
    private static double repainted(Pass training, Pass evaluation) {
        double[] a = quantiles(training);
        double[] b = quantiles(evaluation);
        double off = IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .average()
                .orElse(0);
        return off / Math.max(1e-12, Moments.whole(evaluation).deviation()[0]);
    }

    private static double[] quantiles(Pass pass) {
        double[] all = pass.kept().stream()
                .limit(200)
                .flatMapToDouble(
                        example -> IntStream.range(0, example.input().length).mapToDouble(i -> example.input()[i]))
                .sorted()
                .toArray();
        return IntStream.range(0, QUANTILES)
                .mapToDouble(q -> all[(int) ((q + 0.5) * all.length / QUANTILES)])
                .toArray();
    }

    /** How the mask, as zero and one, correlates with the image, mean over channels and examples. */
    private static double fit(Pass pass) {
        int pixels = pass.side(1) * pass.side(2);
        return pass.kept().stream()
                .limit(200)
                .mapToDouble(example -> fit(example, pixels))
                .average()
                .orElse(0);
    }

    private static double fit(Example example, int pixels) {
        float[] mask = new float[pixels];
        float[] image = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            mask[i] = example.target()[i] > 0 ? 1 : 0;
        }
        for (int i = 0; i < example.input().length; i++) {
            image[i % pixels] += example.input()[i];
        }
        return Correlation.of(image, mask);
    }
}
