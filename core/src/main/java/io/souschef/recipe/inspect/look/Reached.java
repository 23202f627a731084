package io.souschef.recipe.inspect.look;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.statistics.Interval;
import io.souschef.statistics.McNemar;
import java.util.List;
import java.util.Optional;

/**
 * What the quick learner reached on pictures or texts that were shown in one way.
 *
 * @param what how they were shown
 * @param right per example, whether it was told right
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Reached(String what, boolean[] right) {
    public double accuracy() {
        return (double) count() / right.length;
    }

    private long count() {
        long count = 0;
        for (boolean one : right) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** Of the accuracy, over examples; with one more right and one more wrong, for all right are not certainly all. */
    public double standardError() {
        double p = (count() + 1.0) / (right.length + 2);
        return Math.sqrt(p * (1 - p) / (right.length + 2));
    }

    /** The accuracy with its 95 % interval. */
    public Interval interval() {
        return Interval.proportion(count(), right.length);
    }

    /** Whether more is told right than luck does: what is compared with less is comparing luck. */
    public boolean isAbove(double chance) {
        return accuracy() > luck(chance);
    }

    /**
     * The accuracy that luck reaches at most, 39 times of 40. Its variance is twice that of as many coins: where one example misleads about
     * another, that one misleads about it. Of 30 sets of 400 and as many of 1,000 pictures of noise the learner is above one
     * coin's bound in 5 and 2.
     *
     * @param chance the share that always naming the most frequent class tells right
     */
    public double luck(double chance) {
        return chance + Interval.Z * Math.sqrt(2 * chance * (1 - chance) / right.length);
    }

    /**
     * What a look says that would compare with this, where this is no better than chance.
     *
     * @param one what was shown whole: "picture"
     */
    public Finding unjudged(Finding.Draft draft, double chance, String one) {
        String whole = "the whole " + one;
        String many = one + "s";
        return draft.measured(
                        "of %s the learner tells %s right, luck up to %s (%,d %s)",
                        whole, Phrases.percent(accuracy()), Phrases.percent(luck(chance)), right.length, many)
                .expected(
                        "more told right of %s than chance tells: without that there is nothing to compare with", whole)
                .fix(
                        "let the net of stage 3 say whether the labels can be told from these %1$s at all; if few, collect more %1$s",
                        many)
                .skip("can't be judged: the learner is at chance on %s", whole);
    }

    /** How much better than this the other is, on the same examples: accuracy, with its 95 % interval. */
    public Interval gain(Reached other) {
        int gained = 0;
        int lost = 0;
        for (int i = 0; i < right.length; i++) {
            gained += other.right[i] && !right[i] ? 1 : 0;
            lost += right[i] && !other.right[i] ? 1 : 0;
        }
        return McNemar.difference(gained, lost, right.length);
    }

    /**
     * The place of the last that is within one standard error of the first.
     *
     * @param all from what shows most to what shows least; the first that falls short ends the search
     */
    public static int enough(List<Reached> all) {
        double bar = all.get(0).accuracy() - all.get(0).standardError();
        int place = 0;
        while (place + 1 < all.size() && all.get(place + 1).accuracy() >= bar) {
            place++;
        }
        return place;
    }

    /** In percent, with its 95 % interval, over {@code x}. */
    public static Evidence.Line line(double[] x, List<Reached> all) {
        return Evidence.Line.of(
                "right",
                x,
                all.stream().mapToDouble(one -> 100 * one.accuracy()).toArray(),
                all.stream().mapToDouble(one -> 100 * one.interval().low()).toArray(),
                all.stream().mapToDouble(one -> 100 * one.interval().high()).toArray());
    }

    public static Evidence bars(String title, String sentence, List<Reached> all) {
        return new Evidence.Bars(
                title,
                sentence,
                "% right",
                all.stream()
                        .map(one -> new Evidence.Bar(
                                one.what,
                                100 * one.accuracy(),
                                Optional.of(one.interval().times(100))))
                        .toList());
    }
}
