package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.table.CategoryColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Words of a column that hardly occur, that occur in validation or test and never in train, and those that are one word written in two
 * ways. A net has nothing to learn a rare word from.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 */
public final class RareCategories implements Look {
    /** Training rows of a word that is rare. */
    private static final int RARE = 10;

    /** The share of the rows of validation and test that may have a word which train lacks. */
    private static final double UNSEEN = 0.05;

    private static final int SHOWN = 40, NAMED = 4;

    /** @param variants "Bonn = bonn = BONN." */
    private record Words(String column, int used, List<String> rare, int unseen, List<String> variants) {}

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().flatMap(table -> finding(seen, table));
    }

    private static Optional<Finding> finding(Inspection seen, Table table) {
        List<Words> all = table.columns().parallelStream()
                .filter(CategoryColumn.class::isInstance)
                .map(column -> words(seen, (CategoryColumn) column))
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        int rare = all.stream().mapToInt(words -> words.rare.size()).sum();
        int used = all.stream().mapToInt(Words::used).sum();
        int held = seen.dataset().split().validation().length
                + seen.dataset().split().test().length;
        List<String> unseen = all.stream()
                .filter(words -> words.unseen > UNSEEN * held)
                .map(words -> "'%s' has words in %s of validation and test that train lacks"
                        .formatted(words.column, Phrases.count(words.unseen, "row", "rows")))
                .toList();
        List<String> variants = all.stream()
                .filter(words -> !words.variants.isEmpty())
                .map(words ->
                        "'%s' writes one word in two ways: %s".formatted(words.column, Phrases.some(words.variants, 2)))
                .toList();
        List<String> causes = new ArrayList<>(variants);
        causes.addAll(unseen);
        Finding.Draft draft = Finding.of("rare categories", "rare-categories")
                .measured(
                        "%,d of %,d words in %s have fewer than %d training rows",
                        rare, used, Phrases.count(all.size(), "column", "columns"), RARE)
                .expected(
                        "each word written in one way; at most %.0f %% of the rows held out with a new one",
                        100 * UNSEEN)
                .cause(Phrases.some(causes, 2))
                .fix(
                        !variants.isEmpty()
                                ? "write them in one way"
                                : !unseen.isEmpty()
                                        ? "put rare words together under 'other', or replace the column by what it stands for"
                                        : rare > 0
                                                ? "what a net says of rare words is a guess; put them together where that makes sense"
                                                : "");
        List<List<String>> rows = all.stream()
                .filter(words -> !words.rare.isEmpty() || !words.variants.isEmpty())
                .limit(SHOWN)
                .map(words -> List.of(
                        words.column,
                        "%,d".formatted(words.used),
                        "%,d".formatted(words.rare.size()),
                        Phrases.some(words.rare, NAMED),
                        "%,d".formatted(words.unseen),
                        Phrases.some(words.variants, NAMED)))
                .toList();
        if (!rows.isEmpty()) {
            draft.evidence(new Evidence.Grid(
                    "Words that hardly occur",
                    "Unseen: rows of validation and test with a word that no training row has.",
                    List.of("column", "words", "rare", "e.g.", "unseen", "written in two ways"),
                    rows,
                    "lrrlrl"));
        }
        return Optional.of(draft.warnIf(!causes.isEmpty()));
    }

    private static Words words(Inspection seen, CategoryColumn column) {
        int[] train = counts(column, seen.dataset().split().train());
        int[] validation = counts(column, seen.dataset().split().validation());
        int[] test = counts(column, seen.dataset().split().test());
        int[] all = column.counts();
        int[] used = IntStream.range(0, all.length).filter(k -> all[k] > 0).toArray();
        List<String> rare = Arrays.stream(used)
                .filter(k -> train[k] < RARE)
                .mapToObj(k -> column.levels().get(k))
                .toList();
        int unseen = Arrays.stream(used)
                .filter(k -> train[k] == 0)
                .map(k -> validation[k] + test[k])
                .sum();
        Map<String, List<String>> spelled = new LinkedHashMap<>();
        for (int k : used) {
            String word = column.levels().get(k);
            spelled.computeIfAbsent(plain(word), p -> new ArrayList<>()).add(word);
        }
        return new Words(
                column.name(),
                used.length,
                rare,
                unseen,
                spelled.values().stream()
                        .filter(words -> words.size() > 1)
                        .map(words -> String.join(" = ", words))
                        .toList());
    }

    private static int[] counts(CategoryColumn column, int[] ids) {
        int[] counts = new int[column.levels().size()];
        for (int id : ids) {
            if (!column.isMissing(id)) {
                counts[column.codes()[id]]++;
            }
        }
        return counts;
    }

    /**
     * Without what people vary: case, spaces, hyphens within, underscores, a full stop at the end. Signs stay: "<5" is not ">5", and the rating
     * "AA-" not "AA".
     */
    private static String plain(String word) {
        String plain = word.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_]+$", "")
                .replaceAll("[\\s_-]+(?!$)", " ")
                .strip();
        plain = plain.length() > 2 && plain.matches(".*\\p{L}\\.") ? plain.substring(0, plain.length() - 1) : plain;
        return plain.matches(".*\\p{L}.*") && plain.length() > 1 ? plain : word;
    }
}
