package io.souschef.recipe.inspect.images;

import io.souschef.data.Images;
import io.souschef.data.axis.Axis;
import io.souschef.data.axis.RobustZ;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Images that are dark, bright, flat, empty, blurred, tiny, huge or oddly shaped beside the others of their set. Measured against what is
 * usual there, in {@link RobustZ}, not against fixed limits: of drawn digits all are dark, and of icons all are small. Where more than a
 * few are far out that is how the set is, and no defect.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"the outliers especially almost always uncover some bugs", section 1</a>
 */
public final class ImageQuality implements Look {
    /**
     * Deviations from the median. The furthest in any of these ways of 1,797 digits 5.5 (little information), of 70,000 of Fashion-MNIST 3.2, of 70,000 of MNIST 5.7
     * (bright), of 542 icons of 64x64 4.6; over 40 random halves of each at most 5.9.
     */
    private static final double FAR = 6;

    /** A share of all images: more are a part of the set. */
    private static final double MANY = 0.02;

    private static final int SHOWN = 8, NAMED = 3;

    /**
     * A way to be odd.
     *
     * @param sign −1: low values are; 1: high ones are
     */
    private record Kind(String name, Axis axis, int sign) {}

    /** A kind, and those that are of it, the furthest first. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Found(Kind kind, int[] ids) {}

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images().map(images -> finding(seen, images));
    }

    private static Finding finding(Inspection seen, Images images) {
        List<Found> found = kinds(seen, images).stream()
                .map(ImageQuality::far)
                .filter(one -> one.ids.length > 0 && one.ids.length <= Math.max(1, MANY * images.size()))
                .toList();
        Finding.Draft draft = Finding.of("images unlike the others in quality", "image-quality")
                .measured("%s", measured(found, images.size()))
                .expected("none further than %.0f deviations from the median (robust; each side by its own)", FAR);
        if (found.isEmpty()) {
            return draft.okIf(true);
        }
        return draft.fix("take out what a person could not label either")
                .evidence(found.stream().map(one -> pictures(seen, images, one)).toArray(Evidence[]::new))
                .needsEyes(
                        "are these examples, or accidents: %s?",
                        Phrases.some(
                                found.stream()
                                        .flatMapToInt(one -> Arrays.stream(one.ids))
                                        .distinct()
                                        .mapToObj(seen::nameOf)
                                        .toList(),
                                NAMED));
    }

    private static String measured(List<Found> found, int size) {
        return found.isEmpty()
                ? "none of %,d images is far darker, flatter, emptier, more blurred or of another size".formatted(size)
                : String.join(
                                ", ",
                                found.stream()
                                        .map(one -> "%,d %s".formatted(one.ids.length, one.kind.name))
                                        .toList())
                        + " of %,d images".formatted(size);
    }

    private static List<Kind> kinds(Inspection seen, Images images) {
        List<Kind> kinds = new ArrayList<>();
        axis(seen, "brightness").ifPresent(axis -> {
            kinds.add(new Kind("dark", axis, -1));
            kinds.add(new Kind("bright", axis, 1));
        });
        axis(seen, "contrast").ifPresent(axis -> kinds.add(new Kind("flat", axis, -1)));
        axis(seen, "entropy").ifPresent(axis -> kinds.add(new Kind("with little information", axis, -1)));
        kinds.add(new Kind("blurred", logarithm(sharpness(seen, images)), -1));
        Axis area = new Axis(
                "pixels",
                "",
                IntStream.range(0, images.size())
                        .mapToDouble(id -> (double) images.originalHeights()[id] * images.originalWidths()[id])
                        .toArray());
        kinds.add(new Kind("tiny", logarithm(area), -1));
        kinds.add(new Kind("huge", logarithm(area), 1));
        axis(seen, "aspect").ifPresent(axis -> {
            kinds.add(new Kind("narrow", logarithm(axis), -1));
            kinds.add(new Kind("wide", logarithm(axis), 1));
        });
        return kinds;
    }

    private static Optional<Axis> axis(Inspection seen, String name) {
        return seen.summary().axes().stream()
                .filter(axis -> axis.name().equals(name))
                .findFirst();
    }

    /** As the files have it; else steps between neighbours over the deviation. */
    private static Axis sharpness(Inspection seen, Images images) {
        return images.files().axis("sharpness").orElseGet(() -> {
            double[] edges = axis(seen, "edges").orElseThrow().values();
            double[] contrast = axis(seen, "contrast").orElseThrow().values();
            return new Axis(
                    "sharpness",
                    "",
                    IntStream.range(0, edges.length)
                            .mapToDouble(id -> contrast[id] > 0.01 ? edges[id] / contrast[id] : Double.NaN)
                            .toArray());
        });
    }

    private static Axis logarithm(Axis axis) {
        return new Axis(
                axis.name(),
                axis.unit(),
                Arrays.stream(axis.values())
                        .map(v -> v > 0 ? Math.log(v) : Double.NaN)
                        .toArray());
    }

    private static Found far(Kind kind) {
        RobustZ usual = RobustZ.of(kind.axis.values());
        double[] far = Arrays.stream(kind.axis.values())
                .map(v -> kind.sign * usual.of(v))
                .toArray();
        return new Found(
                kind,
                IntStream.range(0, far.length)
                        .filter(id -> far[id] > FAR)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer id) -> -far[id]))
                        .mapToInt(id -> id)
                        .toArray());
    }

    private static Evidence pictures(Inspection seen, Images images, Found found) {
        List<Evidence.Picture> pictures = IntStream.range(0, Math.min(SHOWN, found.ids.length))
                .parallel() // to wait for the disk at the same time
                .mapToObj(i -> {
                    int id = found.ids[i];
                    String name = "quality-%s-%d".formatted(found.kind.name.replace(' ', '-'), i);
                    return seen.prints()
                            .one(
                                    name,
                                    images,
                                    id,
                                    "%s · %dx%d\n%s"
                                            .formatted(
                                                    seen.targetOf(id),
                                                    images.originalWidths()[id],
                                                    images.originalHeights()[id],
                                                    seen.nameOf(id)));
                })
                .toList();
        return new Evidence.Pictures("Most " + found.kind.name, "The furthest from the others first.", pictures, SHOWN);
    }
}
