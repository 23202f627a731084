package io.souschef.check.data;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a kernel ridge regression predicts each split from itself, by as many examples of the one as of the other: a predictor that has
 * seen twice as many knows more. The larger split is asked in several sets that share no example, and their skills are averaged. Inputs
 * of real numbers, one class or one number per example.
 */
public record LikeForLike() implements Probe<LikeForLike.View> {
    /**
     * Sets of the larger split. Of 1300 curves by their neighbours a set of 256 had skills from 0.50 to 0.65, so that one of them says
     * little of all.
     */
    private static final int SETS = 4;

    /** One of so many of training lies closer to another. */
    private static final int CLOSEST = 20;

    /**
     * Of one split.
     *
     * @param skill from 0, as if guessed, to 1: agreement beyond chance, or the correlation; the mean over sets
     * @param error its standard error
     * @param left what can't be predicted of a number, mean square; 0 for classes
     */
    public record Split(double skill, double error, double left) {}

    /**
     * Of the evaluation split and of the first epoch's.
     *
     * @param crowded the share of the evaluation split that lies closer to another one of it than all but a twentieth of training does: pictures of
     *     one scene, visits of one person, all of which are there, and of training only some
     */
    public record View(Split evaluation, Split training, double crowded) {}

    @Override
    public View measure(Subject subject) {
        Pupil.View pupil = subject.measured(new Pupil()); // says what else it needs
        Task task = subject.fresh(program -> program.task());
        int classes = task instanceof Task.Classification c ? c.classes() : 0;
        Streams streams = subject.measured(new Reading());
        List<Example> held = Pupil.few(streams.evaluation(), classes, SETS * Pupil.MOST);
        List<Example> training = Pupil.few(streams.first(), classes, SETS * Pupil.MOST);
        int size = Math.min(Pupil.MOST, Math.min(held.size(), training.size()));
        List<List<Example>> evaluations = sets(held, size);
        List<List<Example>> trainings = sets(training, size);
        double[] near = nearest(streams.first(), trainings);
        Arrays.sort(near);
        double close = near[near.length / CLOSEST];
        return new View(
                split(pupil, streams.evaluation(), evaluations, classes),
                split(pupil, streams.first(), trainings, classes),
                Arrays.stream(nearest(streams.evaluation(), evaluations))
                        .map(distance -> distance < close ? 1 : 0)
                        .average()
                        .orElseThrow());
    }

    private static List<List<Example>> sets(List<Example> examples, int size) {
        int sets = Math.min(SETS, examples.size() / size);
        List<Example> used = Pupil.spread(examples, sets * size);
        return IntStream.range(0, sets)
                .mapToObj(set -> IntStream.range(0, size)
                        .mapToObj(i -> used.get(i * sets + set))
                        .toList())
                .toList();
    }

    /** The distance of each example to the nearest one of its set. */
    private static double[] nearest(Pass pass, List<List<Example>> sets) {
        return sets.stream()
                .map(set -> Pupil.standardised(pass, set))
                .flatMapToDouble(rows -> IntStream.range(0, rows.length).mapToDouble(i -> nearest(rows, i)))
                .toArray();
    }

    private static double nearest(float[][] rows, int i) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < rows.length; j++) {
            double distance = 0;
            for (int k = 0; k < rows[i].length && j != i; k++) {
                double off = rows[i][k] - rows[j][k];
                distance += off * off;
            }
            nearest = j == i ? nearest : Math.min(nearest, distance);
        }
        return nearest;
    }

    private static Split split(Pupil.View pupil, Pass pass, List<List<Example>> sets, int classes) {
        double skill = 0;
        double errors = 0;
        double left = 0;
        for (List<Example> one : sets) {
            double[] truth = Pupil.truth(one);
            double[] predicted = Pupil.decoded(
                    KernelRidge.fit(Pupil.standardised(pass, one), Pupil.targets(one, classes))
                            .leftOut(),
                    classes);
            skill += pupil.skill(truth, predicted) / sets.size();
            errors += Math.pow(pupil.error(truth, predicted), 2);
            left += classes > 0
                    ? 0
                    : IntStream.range(0, truth.length)
                                    .mapToDouble(i -> Math.pow(truth[i] - predicted[i], 2))
                                    .average()
                                    .orElseThrow()
                            / sets.size();
        }
        return new Split(skill, Math.sqrt(errors) / sets.size(), left);
    }
}
