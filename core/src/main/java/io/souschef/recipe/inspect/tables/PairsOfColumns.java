package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.table.Column;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.look.Strength;
import java.util.List;
import java.util.Optional;

/**
 * What two columns tell about the target together and neither alone: an interaction, which a linear model does not see. Two that tell all
 * of it are what the target was computed from: a price and a tax that add up to it, a length and a width that multiply.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 */
public final class PairsOfColumns implements Look {
    private static final int ROWS = 2_000, SHOWN = 15, FEWEST = 45, MOST = 5_000;

    /** Of the stage's seconds that pairs may take, and rows of pairs that are measured per second. */
    private static final double SHARE = 0.1, RATE = 3e5;

    /** As for a single column; the pair has to tell this much more than the stronger of the two. */
    private static final double LEAK = 0.95, MORE = 0.02;

    /**
     * A gain that is worth a word: an interaction; and rows' worth of luck, for the best of many pairs gains by chance. Of ten columns of noise it
     * gains up to 0.35, 0.18, 0.09 and 0.00 of 50, 100, 200 and 400 rows (60 tables each).
     */
    private static final double INTERACTION = 0.1, LUCK = 20;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().filter(table -> table.columns().size() > 1).map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        Strength strength = new Strength(seen.dataset(), ROWS);
        List<Column> columns = table.columns();
        int most = (int) Math.max(FEWEST, Math.min(MOST, SHARE * seen.seconds() * RATE / strength.ids().length));
        List<PairStrength> pairs = PairStrength.of(strength, columns, most);
        List<PairStrength> leaks = pairs.stream()
                .filter(pair -> pair.together() > LEAK && pair.gain() > MORE)
                .toList();
        PairStrength best = leaks.isEmpty() ? pairs.get(0) : leaks.get(0);
        String what = seen.labels().isPresent() ? "log loss" : "variance";
        String target = seen.dataset().targets().name();
        long all = (long) columns.size() * (columns.size() - 1) / 2;
        return Finding.of("what two columns tell", "pairs-of-columns")
                .measured(
                        "'%s' and '%s' together save %s of the %s of '%s', the stronger alone %s%s",
                        best.first(),
                        best.second(),
                        Phrases.percent(best.together()),
                        what,
                        target,
                        Phrases.percent(best.alone()),
                        pairs.size() < all ? " (%,d pairs of %,d)".formatted(pairs.size(), all) : "")
                .expected("at most %.0f %% for any two columns", 100 * LEAK)
                .cause(
                        leaks.isEmpty()
                                ? ""
                                : "'%s' is made of them: %s"
                                        .formatted(
                                                target,
                                                best.how().equals("in a grid")
                                                        ? "each pair of values has its target"
                                                        : best.how()))
                .fix(
                        leaks.isEmpty()
                                ? best.gain() >= Math.max(INTERACTION, LUCK / strength.ids().length)
                                        ? "an interaction: a linear model does not see it; a net with a hidden layer or a tree does"
                                        : ""
                                : "if they are not known yet when predicting, leave one out: --type %s=skip"
                                        .formatted(best.second()))
                .evidence(grid(pairs, what))
                .warnIf(!leaks.isEmpty());
    }

    private static Evidence grid(List<PairStrength> pairs, String what) {
        return new Evidence.Grid(
                "Pairs that tell more together than alone",
                "The share of the %s that a prediction saves, for rows that it was not made from.".formatted(what),
                List.of("columns", "", "the stronger alone", "together", "best seen as"),
                pairs.stream()
                        .limit(SHOWN)
                        .map(pair -> List.of(
                                pair.first(),
                                pair.second(),
                                Phrases.percent(pair.alone()),
                                Phrases.percent(pair.together()),
                                pair.how()))
                        .toList(),
                "llrrl");
    }
}
