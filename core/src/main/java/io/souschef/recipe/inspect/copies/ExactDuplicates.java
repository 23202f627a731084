package io.souschef.recipe.inspect.copies;

import io.souschef.data.Duplicates;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Examples that are equal to the last bit as the net sees them. Each copy counts its example once more. In a table of few, coarse
 * columns rows repeat by nature; where more than a fifth do, that is said and no suspicion raised. Of texts case, white space, signs and the
 * header of a mail do not count; how many are equal to the last letter is said.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"duplicate examples", section 1 of the recipe</a>
 */
public final class ExactDuplicates implements Look {
    @Override
    public Optional<Finding> at(Inspection seen) {
        Duplicates duplicates = seen.duplicates();
        int extra = duplicates.extra();
        boolean coarse = Copies.byNature(seen);
        Finding.Draft draft = Finding.of("exact duplicates", "exact-duplicates")
                .measured("%s%s", measured(duplicates, extra, seen.dataset().size()), toTheLetter(seen))
                .expected(coarse ? "rows repeat by nature where columns are few and coarse" : "none");
        if (extra > 0) {
            List<Duplicates.Group> largest = duplicates.groups().stream()
                    .sorted((a, b) -> b.ids().length - a.ids().length)
                    .toList();
            draft.cause(coarse ? "" : "copied while collecting, or augmented before splitting")
                    .fix(coarse ? "" : "keep one of each group: duplicate_group in examples.parquet names it")
                    .evidence(Copies.show(
                            seen,
                            largest,
                            "copies",
                            "Equal examples",
                            "Each stands for a whole group; the largest come first."));
        }
        return Optional.of(draft.warnIf(extra > 0 && !coarse));
    }

    /** Of texts, which count as equal also where they are not to the last letter. */
    private static String toTheLetter(Inspection seen) {
        return seen.texts()
                .filter(texts -> seen.duplicates().extra() > 0)
                .map(texts -> "; to the last letter %,d of them"
                        .formatted(seen.duplicates().groups().stream()
                                .mapToLong(group -> group.ids().length
                                        - Arrays.stream(group.ids())
                                                .mapToObj(id -> texts.get(id).content())
                                                .distinct()
                                                .count())
                                .sum()))
                .orElse("");
    }

    private static String measured(Duplicates duplicates, int extra, int size) {
        return extra == 0
                ? "no two of %,d examples are equal".formatted(size)
                : "%s of other examples, %s of %,d; %s of equal ones"
                        .formatted(
                                Phrases.count(extra, "copy", "copies"),
                                Phrases.percent((double) extra / size),
                                size,
                                Phrases.count(duplicates.groups().size(), "group", "groups"));
    }
}
