package io.souschef.recipe.inspect.images;

import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A sheet of random training examples for every class, for a person to look at. No measurement replaces it: what is odd about a
 * data set is seen in minutes here, or paid for in weeks.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"scanning through thousands of examples", section 1 of the recipe</a>
 */
public final class ContactSheets implements Look {
    /** Sheets on the page; of more classes so many are drawn. */
    private static final int SHEETS = 40;

    private static final int MOST_ROWS = 5;

    /** Examples on all sheets together, about. */
    private static final int EXAMPLES = 700;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images().map(images -> finding(seen, images));
    }

    private static Finding finding(Inspection seen, Images images) {
        List<Evidence.Picture> sheets = seen.labels().isPresent()
                ? perClass(seen, images, seen.labels().get())
                : List.of(sheet(seen, images, 0, seen.dataset().split().train(), MOST_ROWS, "training examples"));
        int classes = Math.max(1, seen.summary().counts().size());
        return Finding.of("scan through the examples", "contact-sheets")
                .measured(
                        "%s of random training examples",
                        Phrases.count(sheets.size(), "sheet", "sheets")
                                + (classes > SHEETS ? " for %,d classes".formatted(classes) : ""))
                .expected("in each sheet only what its caption says, in all the variety that the net will meet")
                .evidence(new Evidence.Pictures(
                        "Random training examples",
                        "Look for one that belongs to another sheet, for empty, cut, rotated or inverted ones, and for what else the sheets differ in"
                                + " than what they show: a border, a background, a size.",
                        sheets,
                        2))
                .needsEyes("is every label right, and do the sheets differ only in what they should?");
    }

    private static List<Evidence.Picture> perClass(Inspection seen, Images images, Labels labels) {
        int[][] members = members(labels, seen.dataset().split().train());
        int[] present = IntStream.range(0, members.length)
                .filter(k -> members[k].length > 0)
                .toArray();
        int[] drawn = sample(seen.seed(), -1, present, SHEETS);
        Arrays.sort(drawn);
        int rows = Math.max(
                1, Math.min(MOST_ROWS, EXAMPLES / drawn.length / seen.prints().perRow(images)));
        List<Evidence.Picture> sheets = new ArrayList<>();
        for (int k : drawn) {
            String caption = "%s: %s of %,d"
                    .formatted(
                            labels.classes().get(k),
                            Math.min(members[k].length, rows * seen.prints().perRow(images)),
                            members[k].length);
            sheets.add(sheet(seen, images, k, members[k], rows, caption));
        }
        return sheets;
    }

    private static Evidence.Picture sheet(
            Inspection seen, Images images, int number, int[] from, int rows, String caption) {
        int[] ids = sample(seen.seed(), number, from, rows * seen.prints().perRow(images));
        return seen.prints().sheet("class-" + number, images, ids, caption);
    }

    private static int[][] members(Labels labels, int[] train) {
        int[][] members = new int[labels.classes().size()][];
        int[] counts = labels.counts(train);
        Arrays.setAll(members, k -> new int[counts[k]]);
        for (int id : train) {
            int k = labels.values()[id];
            members[k][members[k].length - counts[k]--] = id;
        }
        return members;
    }

    /** So many of these, or all of them, in random order. */
    private static int[] sample(long seed, int number, int[] from, int most) {
        int[] order = RandomStream.of(seed, "contact sheet").at(number).permutation(from.length);
        return Arrays.stream(order).limit(most).map(i -> from[i]).toArray();
    }
}
