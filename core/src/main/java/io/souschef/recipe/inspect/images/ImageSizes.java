package io.souschef.recipe.inspect.images;

import io.souschef.data.Images;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How large the images were before they were brought to one size. One whose shape is far from that of the others fills little of its
 * frame, and a net can tell it by its margins.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"how far can they be downsampled", section 1 of the recipe</a>
 */
public final class ImageSizes implements Look {
    /** Times as wide, or as high, as the frame for its height: half of the frame is then margin. */
    private static final double ODD = 2;

    private static final int SHOWN = 12;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images().map(images -> finding(seen, images));
    }

    private static Finding finding(Inspection seen, Images images) {
        Map<String, Integer> sizes = seen.summary().sizes();
        int[] odd = IntStream.range(0, images.size())
                .filter(id -> Math.max(stretch(images, id), 1 / stretch(images, id)) >= ODD)
                .toArray();
        Finding.Draft draft = Finding.of("image sizes", "image-sizes")
                .measured(
                        "%s, shown to the net as %dx%d%s",
                        sizes.size() == 1 ? "all " + sizes.keySet().iterator().next() : sizes.size() + " sizes",
                        images.width(),
                        images.height(),
                        odd.length == 0 ? "" : "; %,d of another shape".formatted(odd.length))
                .expected("no image twice as wide or high as the frame that it is fitted into");
        if (sizes.size() > 1) {
            draft.evidence(table(sizes));
        }
        if (odd.length > 0) {
            draft.cause(
                            "half or more of their frame is margin: %s",
                            Phrases.some(
                                    IntStream.of(odd).mapToObj(seen::nameOf).toList(), 5))
                    .fix("crop them, or take them out if they are no examples")
                    .evidence(pictures(seen, images, odd));
        }
        return draft.warnIf(odd.length > 0);
    }

    private static double stretch(Images images, int id) {
        double shape = (double) images.originalWidths()[id] / images.originalHeights()[id];
        return shape * images.height() / images.width();
    }

    private static Evidence table(Map<String, Integer> sizes) {
        List<List<String>> rows = sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .map(size -> List.of(size.getKey(), "%,d".formatted(size.getValue())))
                .toList();
        return new Evidence.Grid(
                "Most frequent sizes",
                "Width x height in pixels, before all were brought to one size.",
                List.of("size", "images"),
                rows,
                "lr");
    }

    private static Evidence pictures(Inspection seen, Images images, int[] odd) {
        List<Evidence.Picture> pictures = new ArrayList<>();
        for (int i = 0; i < Math.min(8, odd.length); i++) {
            pictures.add(seen.prints()
                    .one(
                            "odd-shape-" + i,
                            images,
                            odd[i],
                            "%s\n%dx%d · %s"
                                    .formatted(
                                            seen.nameOf(odd[i]),
                                            images.originalWidths()[odd[i]],
                                            images.originalHeights()[odd[i]],
                                            seen.targetOf(odd[i]))));
        }
        return new Evidence.Pictures(
                "Odd shapes", "As the net is shown them; the margins are the mean of the image's edge.", pictures, 8);
    }
}
