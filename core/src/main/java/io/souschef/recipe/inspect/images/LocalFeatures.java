package io.souschef.recipe.inspect.images;

import io.souschef.data.learner.Trials;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.look.Reached;
import io.souschef.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether small pieces of a picture are enough, or their arrangement counts. The learner is shown nothing but how often each kind of patch
 * occurs, of several sizes, and last the whole picture with where its patches are. Both are told on the same pictures, so that the
 * difference has an interval; and where the whole picture is told no better than chance, nothing is concluded.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"are very local features enough or do we need global context", section 1</a>
 * @see <a href="https://arxiv.org/abs/1904.00760">Brendel and Bethge 2019: a bag of local features solves most of ImageNet</a>
 */
public final class LocalFeatures implements Look {
    private static final int[] SIDES = {2, 3, 5, 9, 13};

    /** The share of what the whole picture reaches above chance that counts as nearly all. */
    private static final double NEARLY = 0.95;

    private record Bag(int side, Reached reached) {}

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.trials().flatMap(LocalFeatures::finding);
    }

    private static Optional<Finding> finding(Trials trials) {
        int side = Math.min(trials.images().height(), trials.images().width());
        if (2 * SIDES[1] > side) {
            return Optional.empty(); // of one size alone nothing can be said
        }
        Reached whole = new Reached("whole", trials.right(trials.patch(), trials.grid()));
        if (!whole.isAbove(trials.chance())) {
            return Optional.of(whole.unjudged(draft(), trials.chance(), "picture"));
        }
        List<Bag> bags = new ArrayList<>();
        for (int patch : SIDES) {
            if (2 * patch <= side) {
                bags.add(new Bag(patch, new Reached("%dx%d".formatted(patch, patch), trials.right(patch, 1))));
            }
        }
        return Optional.of(finding(trials, whole, bags));
    }

    private static Finding.Draft draft() {
        return Finding.of("are local features enough", "local-features");
    }

    private static Finding finding(Trials trials, Reached whole, List<Bag> bags) {
        Bag best = bags.get(0);
        for (Bag bag : bags) {
            best = bag.reached.accuracy() > best.reached.accuracy() ? bag : best;
        }
        double bar = best.reached.accuracy() - best.reached.standardError();
        Bag enough = bags.stream()
                .filter(bag -> bag.reached.accuracy() >= bar)
                .findFirst()
                .orElse(best);
        Interval gain = enough.reached.gain(whole);
        boolean local = gain.high() <= (1 - NEARLY) * (whole.accuracy() - trials.chance());
        boolean arranged = !local && gain.low() > 0;
        List<Reached> all = new ArrayList<>(bags.stream().map(Bag::reached).toList());
        all.add(whole);
        return draft().measured(
                        "patches of %s, wherever they are, tell %s right, the whole picture %s: %s (%+.1f points for the whole, %+.1f to %+.1f; %,d examples)",
                        enough.reached.what(),
                        Phrases.percent(enough.reached.accuracy()),
                        Phrases.percent(whole.accuracy()),
                        local
                                ? "local features are enough"
                                : arranged ? "their arrangement counts" : "whether local features are enough is open",
                        100 * gain.value(),
                        100 * gain.low(),
                        100 * gain.high(),
                        trials.count())
                .expected(
                        "patches alone reach %.0f %% of the way from chance to the whole, by all of the interval, where they are enough",
                        100 * NEARLY)
                .fix(
                        "%s",
                        local
                                ? "a net that sees %s pixels at a time is enough to begin with; depth comes later"
                                        .formatted(enough.reached.what())
                                : arranged
                                        ? "let the last features see most of the picture: more pooling or depth, not only wider layers"
                                        : "begin with a net that sees most of the picture: this sample can't tell")
                .evidence(Reached.bars(
                        "Are local features enough?",
                        "Told right from patches of each size alone, and from the whole picture; one learner on as many numbers each time, in 5 folds.",
                        all))
                .okIf(true);
    }
}
