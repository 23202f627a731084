package io.souschef.check.augmentation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Pass;
import io.souschef.check.data.Pupil;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.check.data.Turn;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.List;
import java.util.stream.Stream;

/**
 * A six turned by half is a nine. A predictor that learnt from the evaluation split, which nothing augments, is shown the
 * augmented training examples: where it takes many of one class for another and as many of that one for the first, and doesn't at
 * home, the augmentation has exchanged them. What is only moved or zoomed may look like another class to a predictor that has never
 * seen any such, but hardly the other way round as well. Where images are moved by a few pixels, or mirrored, and no more, a
 * predictor that has learnt from such images and the net itself, trained on them, have to take them for each other, too: then the place was the
 * class. Of turned images that isn't asked: a net learns to tell a turned arrow from another by what little differs, and mixes up 0.00 of them.
 * Where one class becomes a bit of every other, and the net mixes them up even after training on such examples, it warns, unless the training takes too long on
 * this machine. A flip that exchanges two classes has a name of its own. It can't see an object that is cropped away.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">data augment</a>
 */
public final class AugmentationChangesLabel implements Check {
    /**
     * Shares of two classes that are taken for each other in training, the smaller of the two, beyond those at home. With a pixel's
     * move of 8 x 8 digits, and moves and flips of clothes, 0.27 and less over 5 seeds, though one way up to 0.80; where the turn by
     * half of an arrow keeps its label 0.47 and more.
     */
    private static final double TAKEN = 0.33;

    /**
     * The share of the two that is taken for the other by a predictor that has learnt from augmented examples. Digits moved by a pixel 0.00; where
     * what is moved by a pixel is then where another class is, 0.19 and more. The net, once trained on lying and upright bars that are moved by two
     * pixels and mirrored, 0.00.
     */
    private static final double STILL = 0.1;

    /**
     * The share of a class that is exchanged with all others together. Over the gallery and 250 programs beside it, seeds 1 to 3: 0.30 at most where the
     * net, once trained on such examples, tells them apart (digits moved by a pixel, of which it exchanges 0.04 at most); where the hue, which is the
     * class, is turned by up to half a circle, 0.62 to 0.73 over 4 seeds, and the net still exchanges 0.23 to 0.30.
     */
    private static final double MIXED = 0.45;

    /** Share of the images that change and are moved by whole pixels or mirrored alone. */
    private static final double MOVED = 0.95;

    /**
     * Pixels between two draws of an image, and the part of its side where that is more: two moves by an eighth, one to the left and one to the
     * right, are a quarter apart.
     */
    private static final int REACH = 3, PART = 4;

    private static final double LEARNT = 0.5, VARIED = 0.1;

    /** Of the exchanged class that stays what it is: where hardly any does, its label is another one's throughout. */
    private static final double RIGHT = 0.1;

    private static final int LEAST = 8;

    @Override
    public String name() {
        return "augmentation keeps the label";
    }

    @Override
    public String code() {
        return "augmentation-changes-label";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        if (!streams.idsNameExamples()) {
            throw new CouldNotJudge("ids don't name examples: the same id is another example in the next epoch");
        }
        if (streams.varied() < VARIED) {
            throw new CouldNotJudge("no example changes from epoch to epoch: nothing is augmented");
        }
        Pupil.View pupil = taught(subject);
        double[][] home = confused(pupil, pupil.held(), pupil.heldOut());
        double[][] away = confused(pupil, pupil.training(), pupil.byHeld());
        Exchange exchange = Exchange.most(away, home);
        int from = exchange.from();
        int to = exchange.to();
        boolean taken = exchange.share() > TAKEN;
        boolean flips = taken && new FlipWithoutLabel().run(subject).outcome() == Outcome.FAIL;
        boolean changes = taken
                && !flips
                && away[from][from] > RIGHT
                && (!onlyMoves(subject) || stillTaken(subject, pupil, from, to));
        int mixed = mostMixed(away, home);
        if (!changes && !flips && exchanged(away, home, mixed) > MIXED && stillMixed(subject, home)) {
            return mixed(pupil, away, home, mixed);
        }
        return finding()
                .measured(
                        "augmented, %.0f %% of class %d are taken for class %d and %.0f %% the other way round; as they are, %.0f and %.0f %%",
                        100 * away[from][to],
                        from,
                        to,
                        100 * away[to][from],
                        100 * home[from][to],
                        100 * home[to][from])
                .expected("at most %.0f %% more than as they are, one way or the other", 100 * TAKEN)
                .cause(changes ? "the augmentation makes class " + to + " of class " + from : "")
                .fix(
                        "leave out the augmentation that makes one class look like another, or give the label of what it made")
                .failIf(changes);
    }

    /** Two classes that are taken for each other, and the share of both, beyond that at home. */
    private record Exchange(int from, int to, double share) {
        static Exchange most(double[][] away, double[][] home) {
            Exchange most = new Exchange(0, 0, 0);
            for (int a = 0; a < away.length; a++) {
                for (int b = 0; b < away.length; b++) {
                    double both = a == b ? 0 : of(away, home, a, b);
                    most = both > most.share() ? new Exchange(a, b, both) : most;
                }
            }
            return most;
        }

        static double of(double[][] away, double[][] home, int a, int b) {
            return Math.min(away[a][b] - home[a][b], away[b][a] - home[b][a]);
        }
    }

    private Finding mixed(Pupil.View pupil, double[][] away, double[][] home, int a) {
        return finding()
                .measured(
                        "augmented, %.0f %% of class %d are taken for others, as they are, %.0f %%; %.0f %% more are exchanged with others; skill %.2f where it was %.2f",
                        100 * (1 - away[a][a]),
                        a,
                        100 * (1 - home[a][a]),
                        100 * exchanged(away, home, a),
                        pupil.skill(pupil.training(), pupil.byHeld()),
                        pupil.skill(pupil.held(), pupil.heldOut()))
                .expected("at most %.0f %% more exchanged than as they are", 100 * MIXED)
                .cause(
                        "the augmentation makes other classes of class %d, which the net mixes up with them after training on it, too",
                        a)
                .fix(
                        "weaken the augmentation that changes what tells the classes apart, a turn of the hue where colour does")
                .warnIf(true);
    }

    /** Whether the net that has been trained on augmented examples takes a class and others for each other. */
    private static boolean stillMixed(Subject subject, double[][] home) {
        double[][] drilled = subject.measured(new Drilled());
        return exchanged(drilled, home, mostMixed(drilled, home)) > STILL;
    }

    /** What a kernel ridge regression learnt; where that is too little, what the program's own net did. */
    private static Pupil.View taught(Subject subject) {
        Pupil.View pupil = subject.measured(new Pupil());
        if (pupil.classes() == 0) {
            throw new CouldNotJudge("it needs one class per example");
        }
        if (pupil.skill(pupil.held(), pupil.heldOut()) >= LEARNT) {
            return pupil;
        }
        Pupil.View student = subject.measured(new Student()).pupil();
        if (student.skill(student.held(), student.heldOut()) < LEARNT) {
            throw new CouldNotJudge(
                    "neither a kernel ridge regression nor the net learns the classes from the evaluation split");
        }
        return student;
    }

    /** Whether images are moved and mirrored, and nothing else. What a mirror does to labels is the other check's. */
    private static boolean onlyMoves(Subject subject) {
        try {
            Pass pass = subject.measured(new Reading()).first();
            List<Relations.Relation> changed = subject.measured(new Relations()).stream()
                    .filter(Relations.Relation::changed)
                    .toList();
            long moved = changed.stream()
                    .filter(relation -> isMove(relation, pass.side(1), pass.side(2)))
                    .count();
            return moved > MOVED * changed.size();
        } catch (CouldNotJudge noImages) {
            return false;
        }
    }

    private static boolean isMove(Relations.Relation relation, int h, int w) {
        float[] second = relation.second().input();
        int reach = Math.max(REACH, Math.min(h, w) / PART);
        return Stream.of(Turn.NONE, Turn.LEFT_TO_RIGHT)
                .map(turn -> turn.of(relation.first().input(), h, w))
                .anyMatch(first -> Relations.isMoved(first, second, h, w, reach));
    }

    /** Whether who has learnt from augmented examples takes two classes for each other: the predictor, and then the net, too. */
    private static boolean stillTaken(Subject subject, Pupil.View pupil, int a, int b) {
        if (still(pupil, a, b) <= STILL) {
            return false;
        }
        double[][] drilled = subject.measured(new Drilled());
        return (drilled[a][b] + drilled[b][a]) / 2 > STILL;
    }

    /** The share of two classes that is taken for the other by who has learnt from augmented examples; one where nobody has. */
    private static double still(Pupil.View pupil, int a, int b) {
        if (pupil.byTraining().length == 0) {
            return 1;
        }
        double[][] itself = confused(pupil, pupil.training(), pupil.byTraining());
        return (itself[a][b] + itself[b][a]) / 2;
    }

    /** The class that is exchanged with all others together most. */
    private static int mostMixed(double[][] away, double[][] home) {
        int most = 0;
        for (int a = 1; a < away.length; a++) {
            most = exchanged(away, home, a) > exchanged(away, home, most) ? a : most;
        }
        return most;
    }

    /** The share of a class that is taken for others, of each no more than is taken for it in turn. */
    private static double exchanged(double[][] away, double[][] home, int a) {
        double sum = 0;
        for (int b = 0; b < away.length; b++) {
            sum += a == b ? 0 : Math.max(0, Exchange.of(away, home, a, b));
        }
        return sum;
    }

    private static double[][] confused(Pupil.View pupil, double[] truth, double[] predicted) {
        return Confusion.of(pupil.classes(), truth, predicted).shares(LEAST);
    }
}
