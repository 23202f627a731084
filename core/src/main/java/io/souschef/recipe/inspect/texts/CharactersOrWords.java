package io.souschef.recipe.inspect.texts;

import io.souschef.data.learner.TextTrials;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.look.Reached;
import io.souschef.statistics.Interval;
import java.util.List;
import java.util.Optional;

/**
 * Whether whole words or their letters tell more: stems, endings, misspellings, signs and numbers are in runs of letters and not in words.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"are very local features enough or do we need global context", section 1</a>
 */
public final class CharactersOrWords implements Look {
    /** A share of right answers too small to care about. */
    private static final double LITTLE = 0.02;

    private static final int[] RUNS = {1, 2, 4};

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.textTrials().map(CharactersOrWords::finding);
    }

    private static Finding finding(TextTrials trials) {
        Finding.Draft draft = Finding.of("characters or words", "characters-or-words");
        Reached words = new Reached("words", trials.words(1));
        Reached runs = new Reached("runs of 4", trials.characters(RUNS[2]));
        if (!words.isAbove(trials.chance()) && !runs.isAbove(trials.chance())) {
            return words.unjudged(draft, trials.chance(), "text");
        }
        Reached single = new Reached("single characters", trials.characters(RUNS[0]));
        Reached pairs = new Reached("runs of 2", trials.characters(RUNS[1]));
        Interval gain = words.gain(runs);
        boolean letters = gain.low() > 0;
        boolean whole = gain.high() < 0;
        boolean equal = !letters && !whole && gain.low() > -LITTLE && gain.high() < LITTLE;
        return draft.measured(
                        "%s: runs of 4 characters tell %s right, words %s (%+.1f points, %+.1f to %+.1f; %,d texts)",
                        letters
                                ? "characters tell more"
                                : whole ? "words tell more" : equal ? "as much" : "no difference is shown",
                        Phrases.percent(runs.accuracy()),
                        Phrases.percent(words.accuracy()),
                        100 * gain.value(),
                        100 * gain.low(),
                        100 * gain.high(),
                        trials.count())
                .expected("the simpler of the two where neither is better")
                .fix(
                        "%s",
                        letters
                                ? "tokens smaller than words: subwords (BPE) or bytes, and keep signs, digits and capitals"
                                : whole
                                        ? "whole words as tokens, the rare ones as one; a subword vocabulary should be large"
                                        : "either will do: subwords (BPE) keep the vocabulary small and know every word")
                .evidence(Reached.bars(
                        "Characters or words?",
                        "One learner in 5 folds. Single characters say which signs and letters a text has: what they tell comes from its form,"
                                + " not from its words.",
                        List.of(single, pairs, runs, words)))
                .okIf(true);
    }
}
