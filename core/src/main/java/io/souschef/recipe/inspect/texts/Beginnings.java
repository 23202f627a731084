package io.souschef.recipe.inspect.texts;

import io.souschef.data.learner.TextTrials;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.look.Reached;
import io.souschef.statistics.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How much of each text is needed: one learner is shown its first twentieth, tenth, quarter, half, and all of it. The shortest beginning within one
 * standard error of the whole is named. To a net that reads in order length is what resolution is to one that sees.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"how far can the images be downsampled", section 1 of the recipe</a>
 */
public final class Beginnings implements Look {
    private static final double[] SHARES = {1, 0.5, 0.25, 0.1, 0.05};

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.textTrials().map(Beginnings::finding);
    }

    private static Finding finding(TextTrials trials) {
        Finding.Draft draft = Finding.of("how much of each text is needed", "text-length");
        Reached whole = new Reached("100 %", trials.beginnings(1));
        if (!whole.isAbove(trials.chance())) {
            return whole.unjudged(draft, trials.chance(), "text");
        }
        List<Reached> all = Arrays.stream(SHARES)
                .mapToObj(share -> new Reached("%.0f %%".formatted(100 * share), trials.beginnings(share)))
                .toList();
        int place = Reached.enough(all);
        Reached enough = all.get(place);
        boolean shorter = place > 0;
        Interval gain = enough.gain(whole);
        return draft.measured(
                        shorter
                                ? "the first %1$s of a text tell as much as all of it: %2$s right against %3$s (a quick learner, %5$+.1f points for all of it, %6$+.1f to %7$+.1f; %4$,d texts)"
                                : "all of a text counts: of all of it the quick learner tells %3$s right (%4$,d texts), of half of it less",
                        enough.what(),
                        Phrases.percent(enough.accuracy()),
                        Phrases.percent(whole.accuracy()),
                        trials.count(),
                        100 * gain.value(),
                        100 * gain.low(),
                        100 * gain.high())
                .expected("the shortest beginning within one standard error of the whole")
                .fix(
                        "%s",
                        shorter
                                ? cut(SHARES[place], trials.length())
                                : "keep texts as long as they are; a net with a short context needs them in pieces")
                .evidence(new Evidence.Curves(
                        "How much of each text is needed",
                        "beginning [% of the words of a text]",
                        "told right [%]",
                        "Words and pairs of words of the beginning of each text, told by one learner in 5 folds; the band is the 95 % interval.",
                        List.of(Reached.line(
                                Arrays.stream(SHARES).map(share -> 100 * share).toArray(), all)),
                        false,
                        false))
                .okIf(true);
    }

    private static String cut(double share, int length) {
        int words = (int) Math.ceil(share * length);
        return "cut texts before the net reads them: that is %s in the middle; attention over it costs %s times less"
                .formatted(Phrases.count(words, "word", "words"), Phrases.number(1 / (share * share)));
    }
}
