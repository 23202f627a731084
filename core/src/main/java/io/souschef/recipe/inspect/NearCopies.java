package io.souschef.recipe.inspect;

import io.souschef.data.Images;
import io.souschef.data.near.NearDuplicates;
import io.souschef.data.near.NearDuplicates.Pair;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Images that are nearly the same: resized, recompressed, brighter, cropped a little, mirrored or turned. Between train and the other
 * splits they leak as equal ones do; with different labels, one of the two is wrong. They are shown for a person to judge, and never stop
 * the run.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"duplicate examples", section 1 of the recipe</a>
 * @see <a href="https://arxiv.org/abs/1902.00423">Barz and Denzler 2019: near-duplicates between train and test of CIFAR</a>
 */
final class NearCopies implements Look {
    private static final int SHOWN = 16;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images().flatMap(images -> seen.near().map(near -> finding(seen, images, near)));
    }

    private static Finding finding(Inspection seen, Images images, NearDuplicates near) {
        String[] parts = seen.parts();
        List<Pair> leaks =
                near.pairs().stream().filter(pair -> leaks(pair, parts)).toList();
        long leaked = leaks.stream()
                .map(pair -> parts[pair.first()].equals("train") ? pair.second() : pair.first())
                .distinct()
                .count();
        List<Pair> conflicts =
                near.pairs().stream().filter(pair -> conflicts(pair, seen)).toList();
        Finding.Draft draft = Finding.of("near-duplicates", "near-duplicates")
                .measured("%s", measured(near, leaked, conflicts.size()))
                .expected("none between train and another split, and none with different labels");
        if (!near.pairs().isEmpty()) {
            draft.cause("%s", leaked + conflicts.size() == 0 ? "" : "variants of one picture were taken for several")
                    .fix(
                            "%s",
                            leaked + conflicts.size() == 0
                                    ? ""
                                    : "keep variants on one side of the split: near_group in examples.parquet names them")
                    .evidence(pictures(seen, images, parts, ordered(near, parts, seen)));
        }
        return draft.warnIf(leaked + conflicts.size() > 0);
    }

    private static String measured(NearDuplicates near, long leaked, int conflicts) {
        if (near.pairs().isEmpty()) {
            return "no two images are nearly the same (correlation of 16x16 pixels %.3f or more)"
                    .formatted(near.threshold());
        }
        return "%s, in %s; %s a variant in train; %s in the label"
                .formatted(
                        Phrases.count(near.pairs().size(), "pair is nearly the same", "pairs are nearly the same"),
                        Phrases.count(near.groups().size(), "group", "groups"),
                        leaked == 0
                                ? "no image of validation or test has"
                                : Phrases.count(
                                        leaked, "image of validation or test has", "images of validation or test have"),
                        conflicts == 0 ? "none differs" : Phrases.count(conflicts, "pair differs", "pairs differ"));
    }

    private static boolean leaks(Pair pair, String[] parts) {
        String first = parts[pair.first()];
        String second = parts[pair.second()];
        return !first.equals(second) && (first.equals("train") || second.equals("train"));
    }

    private static boolean conflicts(Pair pair, Inspection seen) {
        return seen.labels().isPresent() && !seen.targetOf(pair.first()).equals(seen.targetOf(pair.second()));
    }

    /** Conflicts first, then leaks, then the others; within each the least alike first, for they are the ones to doubt. */
    private static List<Pair> ordered(NearDuplicates near, String[] parts, Inspection seen) {
        return near.pairs().stream()
                .sorted(Comparator.comparing((Pair pair) -> !conflicts(pair, seen))
                        .thenComparing(pair -> !leaks(pair, parts))
                        .thenComparingDouble(Pair::correlation))
                .limit(SHOWN)
                .toList();
    }

    private static Evidence pictures(Inspection seen, Images images, String[] parts, List<Pair> pairs) {
        List<Evidence.Picture> pictures = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            String caption = "%s\n%s\n%.3f%s"
                    .formatted(
                            who(seen, parts, pair.first()),
                            who(seen, parts, pair.second()),
                            pair.correlation(),
                            pair.words().isEmpty() ? "" : ", " + pair.words());
            pictures.add(seen.prints().pair("near-" + i, images, pair.first(), pair.second(), caption));
        }
        return new Evidence.Pictures(
                "Nearly the same",
                "Are both the same picture? Those with different labels come first, then those between splits, the least alike of them first;"
                        + " the number is their correlation.",
                pictures,
                4);
    }

    private static String who(Inspection seen, String[] parts, int id) {
        return "%s (%s, %s)".formatted(seen.nameOf(id), seen.targetOf(id), parts[id]);
    }
}
