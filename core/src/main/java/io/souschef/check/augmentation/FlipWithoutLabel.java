package io.souschef.check.augmentation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.augmentation.Relations.Relation;
import io.souschef.check.data.Correlation;
import io.souschef.check.data.Example;
import io.souschef.check.data.Pupil;
import io.souschef.check.data.Turn;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * "You forgot to flip your labels when you left-right flipped the image during data augmentation." Whether images are flipped is
 * seen between epochs; what a flip does to the classes is asked of a predictor that learnt from the evaluation split, which nothing
 * flips: it is shown mirror images. It can't judge where neither a kernel ridge regression nor the net itself learns the classes.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">neural net training fails silently</a>
 */
public final class FlipWithoutLabel implements Check {
    /** Share of the draws that are flips; other augmentations are taken for one in less than 1 %. */
    private static final double SEEN = 0.05;

    /** Share of the flips whose label is not the declared one. Reasoned: of what is taken for a flip by mistake there is less. */
    private static final double WRONG = 0.1;

    /** Skill that the predictor needs on examples it has not seen. In the gallery, wherever images are flipped, 0.76 and more, seed 1. */
    private static final double LEARNT = 0.4;

    /**
     * Share of the mirror images of a class that are taken for one and the same other class. In the gallery's healthy programs
     * over 40 seeds at most 0.38 of those with a flip, where left and right are classes 0.78 and more.
     */
    private static final double SWAPPED = 0.6;

    /** For numbers: the correlation of what is predicted for mirror images with what is for the images; −1.00 where left is minus right, seed 1. */
    private static final double OPPOSITE = -0.4;

    private static final int LEAST = 6;

    @Override
    public String name() {
        return "labels flip with their images";
    }

    @Override
    public String code() {
        return "flip-without-label";
    }

    @Override
    public Finding run(Subject subject) {
        List<Relation> relations = subject.measured(new Relations());
        Map<Integer, Integer> declared =
                subject.fresh(program -> program.declares().feeding().mirrored());
        for (Turn turn : List.of(Turn.LEFT_TO_RIGHT, Turn.TOP_TO_BOTTOM)) {
            List<Relation> flips = relations.stream()
                    .filter(relation -> relation.turn() == turn)
                    .toList();
            if (flips.size() < SEEN * relations.size() || flips.isEmpty()) {
                continue;
            }
            Optional<String> swapped = declared.isEmpty() || turn != Turn.LEFT_TO_RIGHT
                    ? learnt(subject, turn, flips)
                    : swapped(declared, flips);
            if (swapped.isPresent()) {
                return finding()
                        .measured(
                                "%.0f %% of the images are %s from one epoch to another, and %d of %d keep their label",
                                100.0 * flips.size() / relations.size(),
                                turn,
                                stale(flips).size(),
                                flips.size())
                        .expected("the label of the mirror image: %s", swapped.get())
                        .cause("the image is flipped and its label is not")
                        .fix("where the image is flipped, exchange the label too; or don't flip")
                        .okIf(false);
            }
        }
        return finding()
                .measured("no flip that changes a label in %d draws", relations.size())
                .expected("labels that are those of the flipped image")
                .okIf(true);
    }

    private static List<Relation> stale(List<Relation> flips) {
        return flips.stream()
                .filter(flip -> flip.first().sameTarget(flip.second()))
                .toList();
    }

    /** What a flip exchanges: two classes, or, where they are empty, all numbers with their opposites. */
    private record Swap(Set<Integer> classes, String text) {
        /** Whether half of the flips that should change a target don't. Other classes may look the same in the mirror. */
        boolean isKeptBy(List<Relation> flips) {
            List<Relation> concerned = flips.stream()
                    .filter(flip ->
                            classes.isEmpty() || classes.contains(flip.first().label()))
                    .toList();
            return 2 * stale(concerned).size() > concerned.size();
        }
    }

    /** What is learnt of a flip that keeps labels. */
    private static Optional<String> learnt(Subject subject, Turn turn, List<Relation> flips) {
        return stale(flips).isEmpty()
                ? Optional.empty()
                : swapped(subject, turn).filter(swap -> swap.isKeptBy(flips)).map(Swap::text);
    }

    /** What is declared of a flip, where more than a few of them have another label: other changes are taken for one at times. */
    private static Optional<String> swapped(Map<Integer, Integer> declared, List<Relation> flips) {
        List<Relation> wrong = flips.stream()
                .filter(flip ->
                        mirrored(declared, flip.first()) != flip.second().label())
                .toList();
        return wrong.size() < WRONG * flips.size()
                ? Optional.empty()
                : wrong.stream()
                        .findFirst()
                        .map(flip -> "class " + flip.first().label() + " becomes " + mirrored(declared, flip.first())
                                + ", as declared");
    }

    private static int mirrored(Map<Integer, Integer> declared, Example example) {
        return declared.getOrDefault(example.label(), example.label());
    }

    private static Optional<Swap> swapped(Subject subject, Turn turn) {
        boolean side = turn == Turn.LEFT_TO_RIGHT;
        Optional<Pupil.View> learnt =
                pupil(subject).filter(pupil -> pupil.skill(pupil.held(), pupil.heldOut()) > LEARNT);
        if (learnt.isPresent()) {
            Pupil.View pupil = learnt.get();
            double[] mirrored = side ? pupil.mirrored() : pupil.upsideDown();
            return pupil.classes() == 0
                    ? opposite(pupil.held(), mirrored)
                    : swapped(pupil.classes(), pupil.held(), pupil.heldOut(), mirrored);
        }
        Pupil.View student = subject.measured(new Student()).pupil();
        Optional<Swap> found = swapped(
                student.classes(), student.held(), student.heldOut(), side ? student.mirrored() : student.upsideDown());
        if (found.isEmpty() && student.skill(student.held(), student.heldOut()) < LEARNT) {
            throw new CouldNotJudge(
                    "images are flipped, and nothing learns from the evaluation split what a flip does to labels");
        }
        return found;
    }

    private static Optional<Pupil.View> pupil(Subject subject) {
        try {
            return Optional.of(subject.measured(new Pupil()));
        } catch (CouldNotJudge none) {
            return Optional.empty();
        }
    }

    private static Optional<Swap> opposite(double[] held, double[] mirrored) {
        return Correlation.of(held, mirrored) < OPPOSITE
                ? Optional.of(new Swap(Set.of(), "a flip turns the number around"))
                : Optional.empty();
    }

    /** Two classes that become each other in the mirror, by those examples that the predictor gets right. */
    private static Optional<Swap> swapped(int classes, double[] held, double[] heldOut, double[] mirrored) {
        Confusion right = new Confusion(classes);
        for (int i = 0; i < held.length; i++) {
            if (held[i] == heldOut[i]) {
                right.add((int) held[i], (int) mirrored[i]);
            }
        }
        double[][] taken = right.shares(LEAST);
        for (int a = 0; a < classes; a++) {
            for (int b = a + 1; b < classes; b++) {
                if (taken[a][b] > SWAPPED && taken[b][a] > SWAPPED) {
                    return Optional.of(new Swap(Set.of(a, b), "a flip exchanges the classes " + a + " and " + b));
                }
            }
        }
        return Optional.empty();
    }
}
