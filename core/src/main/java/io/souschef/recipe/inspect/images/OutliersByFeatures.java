package io.souschef.recipe.inspect.images;

import io.souschef.data.Images;
import io.souschef.data.axis.RobustZ;
import io.souschef.data.outlier.FeatureDistances;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Images that look like no others of the set: far from even their nearest neighbours. Among them is what does not belong there at all, and
 * what is rare and should be more. The sheet shows the furthest; which of the two an image is, a person has to say.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"the outliers especially almost always uncover some bugs", section 1</a>
 * @see <a href="https://arxiv.org/abs/2207.03061">Kuan and Mueller 2022</a>
 */
public final class OutliersByFeatures implements Look {
    /**
     * Deviations from the median distance, those of its longer side. Of sound sets the furthest image lies at 2.3 (823 icons) to 4.3 (55,000 of
     * Fashion-MNIST; digits 3.4, MNIST 4.0). Of 55 images of noise put among 55,000 all were ranked first, at 3.8 to 8.0: {@code OutlierBench}.
     * With a net from elsewhere as well, of 6,000 sound images none to 28 lie beyond: a person is asked about them.
     */
    private static final double FAR = 4.5;

    private static final int SHEET = 60, SHOWN = 16, BINS = 40, NAMED = 3;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images().flatMap(images -> seen.distances().map(distances -> finding(seen, images, distances)));
    }

    private static Finding finding(Inspection seen, Images images, FeatureDistances distances) {
        double[] values = distances.values();
        RobustZ usual = RobustZ.of(values);
        int[] order = IntStream.range(0, values.length)
                .filter(id -> !Double.isNaN(values[id]))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -values[id]))
                .limit(SHEET)
                .mapToInt(id -> id)
                .toArray();
        long measured = Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
        long far = Arrays.stream(values).filter(v -> usual.of(v) > FAR).count();
        Finding.Draft draft = Finding.of("outliers by features", "feature-outliers")
                .measured(
                        "%s far from all others; the furthest by %.1f deviations of the distance to its neighbours%s",
                        far == 0 ? "no image is" : Phrases.count(far, "image is", "images are"),
                        usual.of(values[order[0]]),
                        measured < values.length
                                ? "; %,d of %,d were measured, drawn at random".formatted(measured, values.length)
                                : "")
                .expected("none further than %.1f deviations from the median distance (robust)", FAR)
                .evidence(
                        Evidence.Histogram.of(
                                "Distance to the nearest neighbours",
                                "The %s. A hump of its own at the right is a group from elsewhere."
                                        .formatted(distances.how()),
                                distances.unit(),
                                values,
                                BINS),
                        furthest(seen, images, values, order),
                        new Evidence.Pictures(
                                "The %d furthest".formatted(order.length),
                                "In the order of their distance; 'feature distance' in examples.parquet has it for all that were measured.",
                                List.of(seen.prints()
                                        .sheet("outliers", images, order, "the furthest from all others first")),
                                1));
        return far == 0
                ? draft.okIf(true)
                : draft.fix("take out what does not belong here; collect more of what is rare")
                        .needsEyes(
                                "do these belong here: %s?",
                                Phrases.some(
                                        IntStream.of(order)
                                                .filter(id -> usual.of(values[id]) > FAR)
                                                .mapToObj(seen::nameOf)
                                                .toList(),
                                        NAMED));
    }

    private static Evidence furthest(Inspection seen, Images images, double[] values, int[] order) {
        return new Evidence.Pictures(
                "Most unlike all others",
                "How far, label and name.",
                IntStream.range(0, Math.min(SHOWN, order.length))
                        .parallel() // to wait for the disk at the same time
                        .mapToObj(i -> seen.prints()
                                .one(
                                        "outlier-" + i,
                                        images,
                                        order[i],
                                        "%s · %s\n%s"
                                                .formatted(
                                                        Phrases.number(values[order[i]]),
                                                        seen.targetOf(order[i]),
                                                        seen.nameOf(order[i]))))
                        .toList(),
                8);
    }
}
