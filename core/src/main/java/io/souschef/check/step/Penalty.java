package io.souschef.check.step;

import io.souschef.check.Subject;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A pull of all weights towards zero, inside the step, that the standard step doesn't have. */
public final class Penalty {
    /**
     * How many times what a decay would leave unexplained must be what is. A table's net with plain SGD, momentum and Adam by hand, over 5 seeds
     * and decays of 0.0001 to 0.1: with the decay that it declares and no pull found 1.1 at most; without it all but rounding is explained.
     */
    private static final double PLAIN = 10;

    private Penalty() {}

    /** Whether the steps are the standard ones of this library's optimiser, and nothing pulls beside its own decay. */
    public static boolean none(Subject subject) {
        try {
            Anatomy anatomy = Dissection.of(subject);
            return anatomy.owned()
                    && anatomy.explained()
                            .filter(match -> match.variation() == Variation.STANDARD && match.misfit() < Anatomy.EXACT)
                            .filter(match -> match.fits().stream().allMatch(fit -> fit.pullMatrices() == 0))
                            .isPresent();
        } catch (RuntimeException unknown) {
            return false;
        }
    }

    /**
     * Whether updates that the program takes by hand are reproduced by a rule that decays nothing, and so well that a decay of this strength
     * would show in each of them; nothing where they aren't.
     */
    public static Optional<Boolean> noneByHand(Subject subject, double decay) {
        Anatomy anatomy = Dissection.of(subject);
        Optional<Anatomy.Match> match = anatomy.owned() || !anatomy.moves() ? Optional.empty() : anatomy.explained();
        if (match.isEmpty()) {
            return Optional.empty();
        }
        boolean decays =
                shrinksMatrices(match.get()) || match.get().fits().stream().anyMatch(fit -> fit.pullVectors() < 0);
        return decays ? Optional.of(false) : Optional.of(true).filter(none -> wouldShow(anatomy, match.get(), decay));
    }

    private static boolean wouldShow(Anatomy anatomy, Anatomy.Match match, double decay) {
        List<Anatomy.Cycle> moved =
                anatomy.cycles().stream().filter(cycle -> cycle.moved() > 0).toList();
        return IntStream.range(0, moved.size()).allMatch(i -> {
            Fit fit = match.fits().get(i);
            double share = Math.abs(fit.scale())
                    * decay
                    * moved.get(i).weightNorm()
                    / moved.get(i).moved();
            return share > PLAIN * fit.misfit() && Math.abs(fit.scale()) * decay > 2 * Fit.ROUNDING;
        });
    }

    /**
     * Whether the step shrinks weights by something else than the loss's own gradient: its optimiser does where all gradients are zero, or the updates
     * show it. Unknown counts as no.
     */
    public static boolean besideTheLoss(Subject subject) {
        if (subject.fresh(Penalty::ofOptimizer)) {
            return true;
        }
        try {
            return Dissection.of(subject)
                    .explained()
                    .filter(Penalty::shrinksMatrices)
                    .isPresent();
        } catch (RuntimeException unknown) {
            return false;
        }
    }

    private static boolean shrinksMatrices(Anatomy.Match match) {
        return match.rule().decays()
                || match.rule().flaw().equals(Rule.COUPLED)
                || match.fits().stream().anyMatch(fit -> fit.pullMatrices() < 0);
    }

    private static boolean ofOptimizer(TrainingProgram program) {
        if (program.optimizer().isEmpty()) {
            return false;
        }
        Weights before = Weights.of(program.net());
        try (Scope scope = Scope.open("no gradient");
                NoGrad off = NoGrad.open()) {
            program.net().parameters().values().stream()
                    .filter(Tensor::requiresGrad)
                    .forEach(weight -> weight.grad(Tensor.zeros(weight.shape().toArray())));
            program.optimizer().get().step();
        }
        Weights moved = Weights.of(program.net()).minus(before);
        return moved.dot(before, before.byName().keySet()) < 0;
    }

    /** How hard it pulls beside the gradient; 0 where there is none, or it can't be known. */
    public static double inStep(Subject subject) {
        try {
            Anatomy anatomy = Dissection.of(subject);
            if (!anatomy.owned() || anatomy.explained().isEmpty()) {
                return 0;
            }
            Fit first = anatomy.explained().orElseThrow().fits().get(0);
            Anatomy.Cycle cycle = anatomy.cycles().get(0);
            double pull = Math.abs(first.pullMatrices()) * cycle.weightNorm();
            return pull == 0 ? 0 : pull / Math.max(1e-12, cycle.moved() - Math.min(cycle.moved(), pull) + 1e-3 * pull);
        } catch (RuntimeException unknown) {
            return 0;
        }
    }
}
