package io.souschef.check.labels;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Pupil;
import io.souschef.check.data.Reading;
import io.souschef.experiment.Finding;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Class 0 is "cat" in training and "dog" in evaluation, because each split numbers its classes by itself. A predictor that learnt
 * from evaluation then takes every example of a training class for one and the same other class, and that one's examples for yet
 * another: numbering anew leaves no two classes with one number.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class LabelsNumberedDifferently implements Check {
    /** Share of a class that is taken for one other; 0.4 at most in the gallery's healthy programs over 40 seeds. */
    private static final double TAKEN = 0.6;

    private static final double LEARNABLE = 0.5, SOMEWHAT = 0.25;

    /**
     * Where no class is learnt well, all of them together: how much better training is predicted when its classes are numbered anew. Over 1,076
     * programs of classes of the gallery and beside it, seed 1: 0.13 at most, and 0.67 and more where they are numbered differently. And more than by chance: predictions
     * that have nothing to do with 256 examples gain 0.08 where there are 10 classes, 0.30 with 100, 0.50 with 200, over 20 draws.
     */
    private static final double BETTER = 0.4, CLEAR = 0.1;

    private static final int LEAST = 6;

    @Override
    public String name() {
        return "classes have the same numbers in both splits";
    }

    @Override
    public String code() {
        return "labels-numbered-differently";
    }

    @Override
    public Finding run(Subject subject) {
        Pupil.View pupil = subject.measured(
                new Pupil(!subject.measured(new Reading()).first().ofRealNumbers()));
        double evaluation = pupil.skill(pupil.held(), pupil.heldOut());
        if (pupil.classes() == 0 || evaluation < SOMEWHAT) {
            throw new CouldNotJudge(
                    "it needs classes that a kernel ridge regression learns, its skill is %.2f", evaluation);
        }
        if (evaluation < LEARNABLE) {
            return asAWhole(pupil, evaluation);
        }
        int classes = pupil.classes();
        int[][] counts = counts(classes, pupil.training(), pupil.byHeld());
        int[] of =
                Arrays.stream(counts).mapToInt(row -> IntStream.of(row).sum()).toArray();
        StringBuilder moved = new StringBuilder();
        boolean[] hit = new boolean[classes];
        int renamed = 0;
        for (int a = 0; a < classes; a++) {
            for (int b = 0; b < classes; b++) {
                boolean free = !hit[b] && counts[b][b] <= (1 - TAKEN) * of[b];
                if (a != b && of[a] >= LEAST && counts[a][b] > TAKEN * of[a] && free) {
                    hit[b] = true;
                    renamed++;
                    moved.append(moved.length() == 0 ? "" : ", ")
                            .append(a)
                            .append(" for ")
                            .append(b);
                }
            }
        }
        boolean broken = renamed >= 2;
        return finding()
                .measured("training classes taken for another of evaluation: %s", renamed == 0 ? "none" : moved)
                .expected("each for itself")
                .cause(broken ? "training and evaluation number their classes differently" : "")
                .fix("make one list of the class names, from training, and use it for both splits")
                .failIf(broken);
    }

    private Finding asAWhole(Pupil.View pupil, double evaluation) {
        int[] to = renumbered(pupil.classes(), pupil.training(), pupil.byHeld());
        double as = pupil.skill(pupil.training(), pupil.byHeld());
        double better = gain(pupil, pupil.byHeld());
        boolean broken = fitsAnew(pupil);
        return finding()
                .measured(
                        "told of evaluation, where it has a skill of %.2f, a kernel ridge regression predicts training with skill %.2f; with training's classes numbered %s with %.2f",
                        evaluation, as, Arrays.toString(to), as + better)
                .expected("each for itself")
                .cause(broken ? "training and evaluation number their classes differently" : "")
                .fix("make one list of the class names, from training, and use it for both splits")
                .failIf(broken);
    }

    /** Whether predictions from evaluation fit training far better when its classes are numbered anew, and better than any would. */
    static boolean fitsAnew(Pupil.View pupil) {
        double chance = gain(pupil, mixed(pupil.byHeld()));
        return gain(pupil, pupil.byHeld()) > Math.max(BETTER, chance + CLEAR);
    }

    /** How much better these predictions fit training when its classes are numbered anew. */
    private static double gain(Pupil.View pupil, double[] predicted) {
        int[] to = renumbered(pupil.classes(), pupil.training(), predicted);
        double[] anew = Arrays.stream(pupil.training()).map(k -> to[(int) k]).toArray();
        return pupil.skill(anew, predicted) - pupil.skill(pupil.training(), predicted);
    }

    /** The same in another order, so that they fit by chance alone. */
    private static double[] mixed(double[] predicted) {
        int[] order = RandomStream.of(0, "mixed").permutation(predicted.length);
        return Arrays.stream(order).mapToDouble(i -> predicted[i]).toArray();
    }

    /** How many examples of each class are taken for each. */
    private static int[][] counts(int classes, double[] training, double[] predicted) {
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < training.length; i++) {
            counts[(int) training[i]][(int) predicted[i]]++;
        }
        return counts;
    }

    /** For each class of training the one of evaluation that it is taken for: the most frequent first, none for two. */
    private static int[] renumbered(int classes, double[] training, double[] predicted) {
        int[][] counts = counts(classes, training, predicted);
        int[] to = new int[classes];
        Arrays.fill(to, -1);
        boolean[] hit = new boolean[classes];
        for (int round = 0; round < classes; round++) {
            int from = -1;
            int at = -1;
            for (int a = 0; a < classes; a++) {
                for (int b = 0; b < classes; b++) {
                    boolean more =
                            from < 0 || counts[a][b] > counts[from][at] || (counts[a][b] == counts[from][at] && a == b);
                    if (to[a] < 0 && !hit[b] && more) {
                        from = a;
                        at = b;
                    }
                }
            }
            to[from] = at;
            hit[at] = true;
        }
        return to;
    }
}
