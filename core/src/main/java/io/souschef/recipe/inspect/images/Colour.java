package io.souschef.recipe.inspect.images;

import io.souschef.data.learner.Trials;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.look.Reached;
import io.souschef.statistics.Interval;
import java.util.List;
import java.util.Optional;

/**
 * Whether colour tells anything that grey does not: one learner, on the same pictures with and without it.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"what variation is spurious", section 1 of the recipe</a>
 */
public final class Colour implements Look {
    /** A share of right answers too small to care about: only an interval that ends below it says that nothing is lost. */
    private static final double LITTLE = 0.02;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.trials().filter(trials -> trials.images().channels() == 3).map(Colour::finding);
    }

    private static Finding.Draft draft() {
        return Finding.of("does colour matter", "colour");
    }

    private static Finding finding(Trials trials) {
        Reached coloured = new Reached("colour", trials.right(trials.patch(), trials.grid()));
        if (!coloured.isAbove(trials.chance())) {
            return coloured.unjudged(draft(), trials.chance(), "picture");
        }
        Reached grey = new Reached("grey", trials.right(trials.images().greyed(), trials.patch(), trials.grid()));
        Interval gain = grey.gain(coloured);
        boolean tells = gain.low() > 0;
        boolean open = !tells && gain.high() > LITTLE;
        return draft().measured(
                        "%s: %s are told right with it, %s without (%+.1f points, %+.1f to %+.1f; %,d examples)",
                        tells
                                ? "colour tells something"
                                : open ? "colour is not shown to matter" : "colour tells nothing that grey does not",
                        Phrases.percent(coloured.accuracy()),
                        Phrases.percent(grey.accuracy()),
                        100 * gain.value(),
                        100 * gain.low(),
                        100 * gain.high(),
                        trials.count())
                .expected("where colour is spurious, as many without it")
                .fix(
                        "%s",
                        tells
                                ? "keep colour; is it what the classes are about, or the light under which they were taken?"
                                : open
                                        ? "try both: this sample can't tell"
                                        : "try grey pictures, or change colours at random as augmentation")
                .evidence(Reached.bars(
                        "Does colour matter?",
                        "One learner on as many numbers each time, in 5 folds.",
                        List.of(coloured, grey)))
                .okIf(true);
    }
}
