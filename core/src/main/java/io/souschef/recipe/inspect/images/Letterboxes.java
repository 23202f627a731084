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
 * Pictures with bars at opposite sides, as stills of films have. They cost pixels, and where one class has them and another has not, a net
 * learns the bars. Where most have them they are the form of these pictures, as the empty edges of scanned digits are, and no accident.
 */
public final class Letterboxes implements Look {
    /** Of the picture: less is a border, which costs nothing. Of 542 icons none has bars of a thousandth. */
    private static final double LEAST = 0.04;

    /** Of the pictures: of the bundled digits three quarters have empty columns at both sides. */
    private static final double FORM = 0.5;

    private static final int SHOWN = 8, NAMED = 5;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images()
                .flatMap(images -> images.files().axis("letterbox").map(axis -> finding(seen, images, axis)));
    }

    private static Finding finding(Inspection seen, Images images, Axis axis) {
        int[] boxed = IntStream.of(axis.highest(images.size()))
                .takeWhile(id -> axis.values()[id] >= LEAST)
                .toArray();
        boolean form = boxed.length > FORM * images.size();
        Finding.Draft draft = Finding.of("letterboxed pictures", "letterboxes")
                .measured(
                        "%s",
                        boxed.length == 0
                                ? "no picture has bars at opposite sides"
                                : "of %2$,d pictures %1$s bars at opposite sides, up to %3$s of the picture%4$s"
                                        .formatted(
                                                Phrases.count(boxed.length, "has", "have"),
                                                images.size(),
                                                Phrases.percent(axis.values()[boxed[0]]),
                                                form ? ": the form of these pictures, and no accident" : ""))
                .expected("no bars, or the same ones in all pictures");
        if (boxed.length > 0 && !form) {
            draft.cause(
                            "%s",
                            Phrases.some(
                                    IntStream.of(boxed).mapToObj(seen::nameOf).toList(), NAMED))
                    .fix("crop the bars away: convert IN -fuzz 5% -trim OUT")
                    .evidence(pictures(seen, images, axis, boxed));
        }
        return draft.warnIf(boxed.length > 0 && !form);
    }

    private static Evidence pictures(Inspection seen, Images images, Axis axis, int[] boxed) {
        List<Evidence.Picture> pictures = IntStream.range(0, Math.min(SHOWN, boxed.length))
                .mapToObj(i -> seen.prints()
                        .one(
                                "letterbox-" + i,
                                images,
                                boxed[i],
                                "%s bars · %s\n%s"
                                        .formatted(
                                                Phrases.percent(axis.values()[boxed[i]]),
                                                seen.targetOf(boxed[i]),
                                                seen.nameOf(boxed[i]))))
                .toList();
        return new Evidence.Pictures("Letterboxed", "Those with the largest bars.", pictures, SHOWN);
    }
}
