package io.souschef.recipe;

import io.souschef.experiment.Judge;
import io.souschef.experiment.Verdict;
import io.souschef.statistics.Spread;
import io.souschef.train.Task;
import java.util.List;

/**
 * Whether a change is better than its control, on the validation split. The loss decides, for it says more about an example than
 * right or wrong; and what is better by the loss must not be worse by the metric. From one seed it is a tendency at most: the interval
 * over examples says nothing of what another seed would give.
 *
 * @param like trainings of several seeds, by which it is known how far seeds differ
 */
record Comparison(Task task, Tried control, Tried changed, List<Tried> like) {
    Comparison(Task task, Tried control, Tried changed) {
        this(task, control, changed, List.of(control, changed));
    }

    /** A training that did less than this share of what the other did has not had its chance. */
    private static final double ALIKE = 0.95;

    Verdict verdict() {
        Verdict verdict = asFarAsSeen();
        if (seeds() > 1) {
            return verdict;
        }
        String tendency = verdict.kind() == Verdict.Kind.INCONCLUSIVE ? "" : ": a tendency at most";
        return undecided(verdict, "one seed, whose chance this interval doesn't cover" + tendency);
    }

    /** Whether the change is better by what was seen, be it one seed. */
    boolean tends() {
        return asFarAsSeen().kind() == Verdict.Kind.CONFIRMED;
    }

    /** Of these very nets; with one seed, without its chance. */
    private Verdict asFarAsSeen() {
        Verdict loss = byLoss();
        if (loss.kind() == Verdict.Kind.REFUTED && changed.done() < control.done() * ALIKE) {
            return undecided(loss, "but it was " + cut(changed));
        }
        if (loss.kind() != Verdict.Kind.CONFIRMED) {
            return loss;
        }
        if (control.done() < changed.done() * ALIKE) {
            return undecided(loss, "but the control was " + cut(control));
        }
        Verdict metric = byMetric();
        return worse(metric) ? undecided(loss, "but " + metric.sentence()) : loss;
    }

    private int seeds() {
        return changed.trials().size();
    }

    /** Whether the loss is lower, and the metric not worse beyond doubt: enough where one of two has to be taken. */
    boolean preferred() {
        return changed.loss() < control.loss() && !worse(byMetric());
    }

    private static boolean worse(Verdict metric) {
        return metric.kind() == Verdict.Kind.REFUTED && metric.high() < 0;
    }

    private static String cut(Tried tried) {
        return "cut short, for lack of time, after %.0f %% of its steps".formatted(100 * tried.done());
    }

    private Verdict byLoss() {
        Judge judge = new Judge("loss", task.lossUnit(), 1, false, 0);
        if (seeds() == 1) {
            return judge.fromExamples(control.losses(), changed.losses());
        }
        Spread spread = Spread.within(
                like.stream().filter(Tried::feasible).map(Comparison::losses).toList());
        return judge.fromSeedsAndExamples(rows(control), rows(changed), spread);
    }

    /** The losses of each example, a row per seed. */
    private static double[][] rows(Tried tried) {
        return tried.trials().stream().map(trial -> trial.validation().losses()).toArray(double[][]::new);
    }

    private Verdict byMetric() {
        Judge judge = task instanceof Task.Classification
                ? Judge.accuracy()
                : new Judge(task.metric(), "", 1, task.higherIsBetter(), 0);
        return judge.fromExamples(control.merits(), changed.merits());
    }

    private static double[] losses(Tried tried) {
        return tried.trials().stream()
                .mapToDouble(trial -> trial.validation().loss())
                .toArray();
    }

    private static Verdict undecided(Verdict verdict, String why) {
        return new Verdict(
                Verdict.Kind.INCONCLUSIVE,
                verdict.effect(),
                verdict.low(),
                verdict.high(),
                verdict.unit(),
                verdict.sentence() + "; " + why);
    }
}
