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
 * Whether it matters where in the picture something is. The same learner is shown the pictures as they are, keeping apart in which quarter
 * a patch was; their tiles in random order; and the patches alone, whatever their place. If the last does as well, position can be
 * averaged out.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"does spatial position matter or do we want to average pool it out", section 1</a>
 */
public final class Position implements Look {
    private static final int TILES = 4;

    /** A share of right answers too small to care about: only an interval that ends below it says that nothing is lost. */
    private static final double LITTLE = 0.02;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.trials()
                .filter(trials -> trials.grid() > 1
                        && Math.min(trials.images().height(), trials.images().width()) >= TILES)
                .map(Position::finding);
    }

    private static Finding.Draft draft() {
        return Finding.of("does spatial position matter", "position");
    }

    private static Finding finding(Trials trials) {
        Reached placed = new Reached("as they are", trials.right(trials.patch(), trials.grid()));
        if (!placed.isAbove(trials.chance())) {
            return placed.unjudged(draft(), trials.chance(), "picture");
        }
        Reached shuffled =
                new Reached("tiles shuffled", trials.right(trials.shuffled(TILES), trials.patch(), trials.grid()));
        Reached bag = new Reached("patches alone", trials.right(trials.patch(), 1));
        Interval gain = bag.gain(placed);
        boolean matters = gain.low() > 0;
        boolean open = !matters && gain.high() > LITTLE;
        return draft().measured(
                        "%s: with the quarter that each patch is in %s are told right, without %s (%+.1f points, %+.1f to %+.1f; %,d examples)",
                        matters
                                ? "position matters"
                                : open ? "position is not shown to matter" : "position can be averaged out",
                        Phrases.percent(placed.accuracy()),
                        Phrases.percent(bag.accuracy()),
                        100 * gain.value(),
                        100 * gain.low(),
                        100 * gain.high(),
                        trials.count())
                .expected("where position tells nothing, as many without it")
                .fix(
                        "%s",
                        matters
                                ? "average over the picture only where the net has seen all of it, or flatten; a shift as augmentation stays small"
                                : open
                                        ? "try a net that ends in a global average pool beside one that flattens: this sample can't tell"
                                        : "end in a global average pool, and shift freely as augmentation")
                .evidence(Reached.bars(
                        "Does position matter?",
                        "One learner on as many numbers each time, in 5 folds. Tiles: the picture in %dx%d pieces, in random order."
                                .formatted(TILES, TILES),
                        List.of(placed, shuffled, bag)))
                .okIf(true);
    }
}
