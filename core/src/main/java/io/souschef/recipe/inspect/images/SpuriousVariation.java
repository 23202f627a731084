package io.souschef.recipe.inspect.images;

import io.souschef.data.learner.Trials;
import io.souschef.data.variation.Variation;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.look.Reached;
import io.souschef.statistics.Interval;
import io.souschef.statistics.McNemar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which variation is spurious, and what its absence would gain: brightness, contrast, place, size and slant are each made the same in all
 * pictures, and every picture is told by the nearest of the others, pixel by pixel. Where that becomes better, pictures of one class
 * differed in what was taken away, and a net has to learn to look through it; where it becomes worse, the classes differ in it.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"what variation is spurious and could be preprocessed out", section 1</a>
 * @see <a href="https://doi.org/10.1109/5.726791">LeCun et al. 1998: nearest neighbours of digits, 5.0 % wrong, deslanted 2.4 %</a>
 */
public final class SpuriousVariation implements Look {
    /** A difference this unlikely by chance counts, all variations together (Bonferroni). */
    private static final double UNLIKELY = 0.01;

    private static final int SMALLEST = 8;

    /** One variation, and what the nearest other picture tells without it. */
    private record Without(Variation variation, Reached reached, Interval gain, boolean told) {
        boolean spurious() {
            return told && gain.value() > 0;
        }

        boolean tells() {
            return told && gain.value() < 0;
        }

        String text() {
            return "without it %+.1f points (%+.1f to %+.1f)"
                    .formatted(100 * gain.value(), 100 * gain.low(), 100 * gain.high());
        }
    }

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.trials()
                .filter(trials ->
                        Math.min(trials.images().height(), trials.images().width()) >= SMALLEST)
                .map(SpuriousVariation::finding);
    }

    private static Finding finding(Trials trials) {
        Reached asTheyAre = new Reached("as they are", trials.rightByNearest(trials.images()));
        List<Without> all = new ArrayList<>();
        for (Variation variation : Variation.values()) {
            Reached without =
                    new Reached("without " + variation, trials.rightByNearest(variation.takenFrom(trials.images())));
            all.add(new Without(variation, without, asTheyAre.gain(without), differ(asTheyAre, without)));
        }
        List<Without> spurious = all.stream().filter(Without::spurious).toList();
        List<Without> telling = all.stream().filter(Without::tells).toList();
        Finding.Draft draft = Finding.of("what variation is spurious", "spurious-variation");
        if (!asTheyAre.isAbove(trials.chance()) && spurious.isEmpty()) {
            return asTheyAre.unjudged(draft, trials.chance(), "picture");
        }
        List<Reached> shown = new ArrayList<>(List.of(asTheyAre));
        all.forEach(one -> shown.add(one.reached()));
        return draft.measured(
                        "%s; by the nearest other picture %s are told right as they are (%,d examples)",
                        said(spurious, telling), Phrases.percent(asTheyAre.accuracy()), trials.count())
                .expected("as many right without it, where pictures of one class do not differ in it")
                .fix("%s", fix(spurious, telling))
                .evidence(Reached.bars(
                        "What variation is spurious?",
                        "Each made the same in all pictures, which are then told by the nearest of the others, pixel by pixel. "
                                + "Higher: it only stood in the way. Lower: the classes differ in it.",
                        shown))
                .okIf(true);
    }

    private static boolean differ(Reached one, Reached other) {
        int gained = 0;
        int lost = 0;
        for (int i = 0; i < one.right().length; i++) {
            gained += other.right()[i] && !one.right()[i] ? 1 : 0;
            lost += one.right()[i] && !other.right()[i] ? 1 : 0;
        }
        return McNemar.probability(gained, lost) * Variation.values().length < UNLIKELY;
    }

    private static String said(List<Without> spurious, List<Without> telling) {
        List<String> parts = new ArrayList<>();
        spurious.forEach(one -> parts.add("%s stands in the way: %s".formatted(one.variation(), one.text())));
        telling.forEach(one -> parts.add("the classes differ in %s: %s".formatted(one.variation(), one.text())));
        return parts.isEmpty()
                ? "neither brightness, contrast, place, size nor slant makes a difference"
                : String.join("; ", parts);
    }

    private static String fix(List<Without> spurious, List<Without> telling) {
        if (!spurious.isEmpty()) {
            return "make %s the same in all pictures before the net sees them, or vary it at random as augmentation"
                    .formatted(names(spurious));
        }
        return telling.isEmpty()
                ? "nothing to be taken out"
                : "keep %s; as augmentation vary it by little".formatted(names(telling));
    }

    private static String names(List<Without> some) {
        return String.join(
                " and ", some.stream().map(one -> one.variation().toString()).toList());
    }
}
