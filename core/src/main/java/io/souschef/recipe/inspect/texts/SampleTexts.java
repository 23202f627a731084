package io.souschef.recipe.inspect.texts;

import io.souschef.data.Labels;
import io.souschef.data.Texts;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Excerpt;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Random training texts of every class, for a person to read. No measurement replaces it.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"scanning through thousands of examples", section 1 of the recipe</a>
 */
public final class SampleTexts implements Look {
    /** Texts in all, and of one class. */
    private static final int TEXTS = 48, OF_CLASS = 12, LETTERS = 400;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.texts().map(texts -> finding(seen, texts));
    }

    private static Finding finding(Inspection seen, Texts texts) {
        int[] ids =
                seen.labels().map(labels -> perClass(seen, labels)).orElseGet(() -> drawn(seen, 0, train(seen), TEXTS));
        List<List<String>> rows = IntStream.of(ids)
                .mapToObj(id -> List.of(seen.targetOf(id), seen.nameOf(id), Excerpt.beginning(texts.get(id), LETTERS)))
                .toList();
        return Finding.of("scan through the examples", "sample-texts")
                .measured("%,d random training texts of %,d", ids.length, train(seen).length)
                .expected("texts that a person would label as they are, in all the variety that the net will meet")
                .evidence(new Evidence.Grid(
                        "Random training texts",
                        "How each begins, the header of a mail left out. Look for one that belongs to another class, for what is no text,"
                                + " and for what else the classes differ in than what they say.",
                        List.of(seen.dataset().targets().name(), "text", "how it begins"),
                        rows,
                        "lll"))
                .needsEyes("is every label right, and do the classes differ only in what they should?");
    }

    private static int[] train(Inspection seen) {
        return seen.dataset().split().train();
    }

    private static int[] perClass(Inspection seen, Labels labels) {
        int classes = labels.classes().size();
        int each = Math.max(1, Math.min(OF_CLASS, TEXTS / classes));
        List<Integer> all = new ArrayList<>();
        for (int k = 0; k < classes && all.size() < TEXTS; k++) {
            int label = k;
            int[] members = Arrays.stream(train(seen))
                    .filter(id -> labels.values()[id] == label)
                    .toArray();
            Arrays.stream(drawn(seen, k, members, each)).forEach(all::add);
        }
        return all.stream().mapToInt(id -> id).toArray();
    }

    private static int[] drawn(Inspection seen, int number, int[] from, int most) {
        int[] order = RandomStream.of(seen.seed(), "sample texts").at(number).permutation(from.length);
        return Arrays.stream(order).limit(most).map(i -> from[i]).toArray();
    }
}
