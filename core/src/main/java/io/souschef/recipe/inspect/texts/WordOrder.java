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
 * Whether the order of the words matters, or only which ones there are. One learner is shown the words and pairs of neighbours, once as
 * they stand and once after the words of each text were shuffled: as many features, without the order. If both do as well, a bag of words
 * is enough.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"does spatial position matter or do we want to average pool it out", section 1</a>
 */
public final class WordOrder implements Look {
    /** A share of right answers too small to care about: only an interval that ends below it says that nothing is lost. */
    private static final double LITTLE = 0.02;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.textTrials().map(WordOrder::finding);
    }

    private static Finding finding(TextTrials trials) {
        Finding.Draft draft = Finding.of("does the order of words matter", "word-order");
        Reached ordered = new Reached("words and pairs", trials.words(2));
        if (!ordered.isAbove(trials.chance())) {
            return ordered.unjudged(draft, trials.chance(), "text");
        }
        Reached bag = new Reached("words alone", trials.words(1));
        Reached shuffled = new Reached("the same, words shuffled", trials.shuffled(2));
        Interval gain = shuffled.gain(ordered);
        boolean matters = gain.low() > 0;
        boolean open = !matters && gain.high() > LITTLE;
        return draft.measured(
                        "%s: with pairs of neighbours as they stand %s are told right, with the words shuffled %s (%+.1f points, %+.1f to %+.1f; %,d texts)",
                        matters
                                ? "order matters"
                                : open ? "order is not shown to matter" : "order tells nothing that the words do not",
                        Phrases.percent(ordered.accuracy()),
                        Phrases.percent(shuffled.accuracy()),
                        100 * gain.value(),
                        100 * gain.low(),
                        100 * gain.high(),
                        trials.count())
                .expected("where order tells nothing, as many when shuffled")
                .fix(
                        "%s",
                        matters
                                ? "a net that reads in order is worth its price: a convolution over words, a recurrent net or a transformer with positions"
                                : open
                                        ? "begin with a bag of words, and let a net that reads in order prove itself against it: this sample can't tell"
                                        : "a bag of words and a linear layer is the net to beat; average over the words, positions are not needed")
                .evidence(Reached.bars(
                        "Does the order of words matter?",
                        "One learner, a weighted sum of what is counted, in 5 folds. Most texts are told by their words alone; what pairs add,"
                                + " and shuffling takes away, is order.",
                        List.of(bag, ordered, shuffled)))
                .okIf(true);
    }
}
