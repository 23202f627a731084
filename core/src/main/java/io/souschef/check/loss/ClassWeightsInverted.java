package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;

/**
 * Class weights are there to make up for rare classes. How hard an example of each class pulls at equal outputs is its weight,
 * as the loss really uses it; held against how often the class occurs in training. Of several labels, how hard a yes pulls beside a
 * no, against how often it is one.
 */
public final class ClassWeightsInverted implements Check {
    /** Slope of log weight over log frequency. Without weights 0 ± 0.01, with 1/frequency −1, inverted 1. */
    private static final double INVERTED = 0.2;

    /**
     * The same slope for labels, through one where yes and no are as frequent: half way from no weights to inverted ones; and a yes that
     * pulls so little beside a no. Focal loss gives it a third, however rare it is.
     */
    private static final double LABELS = 0.5, LIGHT = 0.25;

    /**
     * Standard errors of the slope, where examples weigh differently within a class: a slope above that isn't chance. Of lognormal weights of a deviation
     * of 0.5 to 1.5, whatever the class, beside a class of 20 %, and of 1 beside one of 5 %, 40 draws each: no alarm; by the slope of the logarithms of
     * mean pulls alone 16 and 13 at a deviation of 1.
     */
    private static final double CHANCE = 3;

    @Override
    public String name() {
        return "class weights help the rare";
    }

    @Override
    public String code() {
        return "class-weights-inverted";
    }

    @Override
    public Finding run(Subject subject) {
        if (subject.fresh(program -> program.task() instanceof Task.MultiLabel)) {
            return labels(subject.measured(new LabelPulls()));
        }
        ClassPulls.View pulls = subject.measured(new ClassPulls());
        boolean inverted = pulls.slope() - CHANCE * pulls.error() > INVERTED;
        return finding()
                .measured(
                        "a class that is twice as frequent pulls %.2f times as hard per example",
                        Math.pow(2, pulls.slope()))
                .expected("no harder than a rare one")
                .cause(inverted ? "class weights grow with the class's frequency: they are inverted" : "")
                .fix(inverted ? "weight each class by 1 / its frequency, scaled to a mean of 1" : "")
                .failIf(inverted);
    }

    private Finding labels(LabelPulls.View pulls) {
        boolean inverted = pulls.slope() > LABELS && pulls.weight() < LIGHT;
        return finding()
                .measured(
                        "a yes, which is %.3g times as frequent as a no, pulls %.3g times as hard",
                        pulls.odds(), pulls.weight())
                .expected("no less hard than a no where it is the rarer, or by little")
                .cause(inverted ? "a yes weighs less the rarer it is: its weight is inverted" : "")
                .fix(inverted ? "weight each yes by (1 − p) / p, where p is its share" : "")
                .failIf(inverted);
    }
}
