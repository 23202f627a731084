package io.souschef.recipe.inspect.images;

import io.souschef.data.Images;
import io.souschef.data.axis.Axis;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Images on which nothing is: all of one colour, or nearly. Whatever their label says, nobody can see it.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"corrupted images / labels", section 1 of the recipe</a>
 */
public final class BlankImages implements Look {
    /** A standard deviation of the pixels, as 0 … 1: one level and a half of 255. */
    private static final double NOTHING = 1.5 / 255;

    private static final int SHOWN = 8, NAMED = 5;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images().map(images -> finding(seen, images));
    }

    private static Finding finding(Inspection seen, Images images) {
        Axis contrast = seen.summary().axes().stream()
                .filter(axis -> axis.name().equals("contrast"))
                .findFirst()
                .orElseThrow();
        int[] blank = IntStream.range(0, images.size())
                .filter(id -> contrast.values()[id] < NOTHING)
                .toArray();
        Finding.Draft draft = Finding.of("blank images", "blank-images")
                .measured(
                        "%s",
                        blank.length == 0
                                ? "something is on each of %,d images".formatted(images.size())
                                : "nothing is on %s of %,d"
                                        .formatted(Phrases.count(blank.length, "image", "images"), images.size()))
                .expected("none");
        if (blank.length > 0) {
            draft.cause(
                            "%s",
                            Phrases.some(
                                    IntStream.of(blank).mapToObj(seen::nameOf).toList(), NAMED))
                    .fix("take them out, or find out what should have been on them")
                    .evidence(pictures(seen, images, blank));
        }
        return draft.warnIf(blank.length > 0);
    }

    private static Evidence pictures(Inspection seen, Images images, int[] blank) {
        List<Evidence.Picture> pictures = IntStream.range(0, Math.min(SHOWN, blank.length))
                .mapToObj(i -> seen.prints()
                        .one(
                                "blank-" + i,
                                images,
                                blank[i],
                                "%s\n%s".formatted(seen.targetOf(blank[i]), seen.nameOf(blank[i]))))
                .toList();
        return new Evidence.Pictures("Blank", "With their labels.", pictures, SHOWN);
    }
}
