package io.souschef.recipe.inspect;

import io.souschef.data.Texts;
import io.souschef.data.near.NearDuplicates;
import io.souschef.data.near.NearDuplicates.Pair;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Texts that are nearly the same: one mail sent to many, a news item corrected, a template filled in. Between train and the other splits
 * they leak as equal ones do; with different labels, one of the two is wrong. They are shown for a person to judge, and never stop the run.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"duplicate examples", section 1 of the recipe</a>
 */
final class SimilarTexts implements Look {
    private static final int SHOWN = 30, LETTERS = 90;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.texts().flatMap(texts -> seen.near().map(near -> finding(seen, texts, near)));
    }

    private static Finding finding(Inspection seen, Texts texts, NearDuplicates near) {
        String[] parts = seen.parts();
        long leaked = near.pairs().stream()
                .filter(pair -> leaks(pair, parts))
                .map(pair -> parts[pair.first()].equals("train") ? pair.second() : pair.first())
                .distinct()
                .count();
        long conflicts =
                near.pairs().stream().filter(pair -> conflicts(pair, seen)).count();
        boolean bad = leaked + conflicts > 0;
        Finding.Draft draft = Finding.of("near-duplicates", "near-duplicates")
                .measured("%s", measured(near, leaked, conflicts))
                .expected("none between train and another split, and none with different labels");
        if (!near.pairs().isEmpty()) {
            draft.cause("%s", bad ? "variants of one text were taken for several" : "")
                    .fix(
                            "%s",
                            bad
                                    ? "keep variants on one side of the split: near_group in examples.parquet names them"
                                    : "")
                    .evidence(grid(seen, texts, near, parts));
        }
        return draft.warnIf(bad);
    }

    private static String measured(NearDuplicates near, long leaked, long conflicts) {
        if (near.pairs().isEmpty()) {
            return "no two texts are nearly the same (Jaccard index of runs of three words %.1f or more)"
                    .formatted(near.threshold());
        }
        return "%s, in %s; %s a variant in train; %s in the label"
                .formatted(
                        Phrases.count(near.pairs().size(), "pair is nearly the same", "pairs are nearly the same"),
                        Phrases.count(near.groups().size(), "group", "groups"),
                        leaked == 0
                                ? "no text of validation or test has"
                                : Phrases.count(
                                        leaked, "text of validation or test has", "texts of validation or test have"),
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
    private static Evidence grid(Inspection seen, Texts texts, NearDuplicates near, String[] parts) {
        List<List<String>> rows = near.pairs().stream()
                .sorted(Comparator.comparing((Pair pair) -> !conflicts(pair, seen))
                        .thenComparing(pair -> !leaks(pair, parts))
                        .thenComparingDouble(Pair::correlation))
                .limit(SHOWN)
                .map(pair -> List.of(
                        "%.2f".formatted(pair.correlation()),
                        who(seen, parts, pair.first()),
                        who(seen, parts, pair.second()),
                        Excerpt.beginning(texts.get(pair.first()), LETTERS)))
                .toList();
        return new Evidence.Grid(
                "Nearly the same",
                "Are both the same text? Those with different labels come first, then those between splits, the least alike of them first;"
                        + " the number is the share of runs of three words that both have, of those that one or the other has.",
                List.of("alike", "one", "the other", "how the first begins"),
                rows,
                "rlll");
    }

    private static String who(Inspection seen, String[] parts, int id) {
        return "%s (%s, %s)".formatted(seen.nameOf(id), seen.targetOf(id), parts[id]);
    }
}
