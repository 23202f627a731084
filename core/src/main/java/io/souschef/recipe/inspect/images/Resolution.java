package io.souschef.recipe.inspect.images;

import io.souschef.data.Images;
import io.souschef.data.learner.Trials;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.look.Reached;
import io.souschef.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How small the pictures may become before the classes can be told less well. They are shrunk, by averages over areas, and enlarged
 * again, so that one learner sees them all: only what shrinking lost differs. The smallest within one standard error of the full size
 * is named; where the full size is told no better than chance, none is. A net that sees more in a picture than this learner may need more of its pixels.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"how far can the images be downsampled", section 1 of the recipe</a>
 * @see <a href="https://arxiv.org/abs/1707.08819">Chrabaszcz, Loshchilov and Hutter 2017: downsampled ImageNet; the filter counts</a>
 */
public final class Resolution implements Look {
    private static final double[] SHARES = {0.75, 0.5, 0.375, 0.25, 0.125};
    private static final int SMALLEST = 2;

    /** A size that was tried. */
    private record Size(int height, int width, Reached reached) {
        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.trials().flatMap(Resolution::finding);
    }

    private static Optional<Finding> finding(Trials trials) {
        Images images = trials.images();
        Size full = tried(trials, images.height(), images.width());
        if (!full.reached.isAbove(trials.chance())) {
            return Optional.of(full.reached.unjudged(draft(), trials.chance(), "picture"));
        }
        List<Size> sizes = new ArrayList<>(List.of(full));
        for (double share : SHARES) {
            int height = (int) Math.round(images.height() * share);
            int width = (int) Math.round(images.width() * share);
            if (Math.min(height, width) >= SMALLEST) {
                sizes.add(tried(trials, height, width));
            }
        }
        return sizes.size() < 2 ? Optional.empty() : Optional.of(finding(trials, sizes));
    }

    private static Finding.Draft draft() {
        return Finding.of("how far can the images be downsampled", "resolution");
    }

    private static Size tried(Trials trials, int height, int width) {
        Images whole = trials.images();
        boolean[] right = height == whole.height() && width == whole.width()
                ? trials.right(trials.patch(), trials.grid())
                : trials.right(
                        whole.resized(height, width).resized(whole.height(), whole.width()),
                        trials.patch(),
                        trials.grid());
        return new Size(height, width, new Reached(width + "x" + height, right));
    }

    private static Finding finding(Trials trials, List<Size> sizes) {
        Size full = sizes.get(0);
        List<Reached> all = sizes.stream().map(Size::reached).toList();
        Size enough = sizes.get(Reached.enough(all));
        boolean smaller = enough.width < full.width || enough.height < full.height;
        Evidence.Line line =
                Reached.line(sizes.stream().mapToDouble(Size::width).toArray(), all);
        Interval gain = enough.reached.gain(full.reached);
        return draft().measured(
                        smaller
                                ? "%1$s tell as much as %2$s: %3$s right against %4$s (a quick learner, %6$+.1f points for more, %7$+.1f to %8$+.1f; %5$,d examples)"
                                : "every pixel counts: of %2$s the quick learner tells %4$s right (%5$,d examples), of fewer less",
                        enough,
                        full,
                        Phrases.percent(enough.reached.accuracy()),
                        Phrases.percent(full.reached.accuracy()),
                        trials.count(),
                        100 * gain.value(),
                        100 * gain.low(),
                        100 * gain.high())
                .expected("the smallest size within one standard error of the largest that was tried")
                .fix(
                        "%s",
                        smaller
                                ? "try small pictures first, steps cost %s times less: --image-size %d"
                                        .formatted(
                                                Phrases.number((double) full.width
                                                        * full.height
                                                        / (enough.width * enough.height)),
                                                Math.max(enough.width, enough.height))
                                : "keep the pictures as large as they are; pool late")
                .evidence(new Evidence.Curves(
                        "How far the images can be downsampled",
                        "width [pixels]",
                        "told right [%]",
                        "Shrunk by averages over areas and enlarged again, then told by one learner, in 5 folds; the band is the 95 % interval.",
                        List.of(line),
                        false,
                        false))
                .okIf(true);
    }
}
