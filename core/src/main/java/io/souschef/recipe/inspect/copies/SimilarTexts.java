package io.souschef.recipe.inspect.copies;

import io.souschef.data.Texts;
import io.souschef.data.near.NearDuplicates;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Excerpt;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import java.util.List;
import java.util.Optional;

/**
 * Texts that are nearly the same: one mail sent to many, a news item corrected, a template filled in. Between train and the other splits
 * they leak as equal ones do; with different labels, one of the two is wrong. They are shown for a person to judge, and never stop the run.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"duplicate examples", section 1 of the recipe</a>
 */
public final class SimilarTexts implements Look {
    private static final int SHOWN = 30, LETTERS = 90;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.texts().flatMap(texts -> seen.near().map(near -> finding(seen, texts, near)));
    }

    private static Finding finding(Inspection seen, Texts texts, NearDuplicates near) {
        NearPairs pairs = new NearPairs(seen, near, "text");
        String none = "no two texts are nearly the same (Jaccard index of runs of three words %.1f or more)"
                .formatted(near.threshold());
        return pairs.finding(none, () -> {
            Inspection.verdicts(seen.prints().run()).write(near, texts);
            return grid(pairs, texts);
        });
    }

    private static Evidence grid(NearPairs pairs, Texts texts) {
        List<List<String>> rows = pairs.worst(SHOWN).stream()
                .map(pair -> List.of(
                        "%.2f".formatted(pair.correlation()),
                        pairs.who(pair.first()),
                        pairs.who(pair.second()),
                        Excerpt.beginning(texts.get(pair.first()), LETTERS)))
                .toList();
        return new Evidence.Grid(
                "Nearly the same",
                "Are both the same text? Those with different labels come first, then those between splits, the least alike of them first;"
                        + " the number is the share of runs of three words that both have, of those that one or the other has. All of them are in near-duplicates.csv:"
                        + " no in its last column, and the same command again, keeps a pair apart in this run and in later ones.",
                List.of("alike", "one", "the other", "how the first begins"),
                rows,
                "rlll");
    }
}
