package io.souschef.recipe;

import io.souschef.experiment.Judge;
import io.souschef.experiment.Verdict;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether a change is better than its control, on the validation split. The loss decides, for it says more about an example than
 * right or wrong; and what is better by the loss must not be worse by the metric.
 */
record Comparison(Task task, Tried control, Tried changed) {
    /** From so many seeds on, their spread is judged; with fewer, the spread over examples, and all seeds must agree. */
    private static final int SEEDS = 3;

    /** A training that did less than this share of what the other did has not had its chance. */
    private static final double ALIKE = 0.95;

    Verdict verdict() {
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
        if (changed.trials().size() >= SEEDS) {
            return judge.fromSeeds(losses(control), losses(changed));
        }
        Verdict verdict = judge.fromExamples(control.losses(), changed.losses());
        return agree(verdict.effect()) ? verdict : undecided(verdict, "but the seeds don't agree");
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

    private boolean agree(double effect) {
        double[] before = losses(control);
        double[] after = losses(changed);
        return IntStream.range(0, before.length).allMatch(i -> (before[i] - after[i]) * effect > 0)
                || Arrays.equals(before, after);
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
