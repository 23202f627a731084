package io.souschef.check.labels;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Pupil;
import io.souschef.experiment.Finding;

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

    private static final double LEARNABLE = 0.5;
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
        Pupil.View pupil = subject.measured(new Pupil());
        double evaluation = pupil.skill(pupil.held(), pupil.heldOut());
        if (pupil.classes() == 0 || evaluation < LEARNABLE) {
            throw new CouldNotJudge(
                    "it needs classes that a kernel ridge regression learns, its skill is %.2f", evaluation);
        }
        int classes = pupil.classes();
        int[][] counts = new int[classes][classes];
        int[] of = new int[classes];
        for (int i = 0; i < pupil.training().length; i++) {
            counts[(int) pupil.training()[i]][(int) pupil.byHeld()[i]]++;
            of[(int) pupil.training()[i]]++;
        }
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
}
