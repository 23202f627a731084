package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Declared;
import java.util.ArrayList;
import java.util.List;

/**
 * What is declared to hold the net back and isn't in it: a dropout that its author believes in, a weight decay that the optimiser
 * was never told. Whether a net needs any is for the
 * regularize stage to find out; that it has what is declared is a check. What an augmentation does, and where a weight decay pulls, has
 * checks of its own.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">regularize</a>
 */
public final class RegularizationMissing implements Check {
    @Override
    public String name() {
        return "regularization that is declared is there";
    }

    @Override
    public String code() {
        return "regularization-missing";
    }

    @Override
    public Finding run(Subject subject) {
        Declared declared = subject.fresh(program -> program.declares());
        List<String> meant = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        declared.feeding().dropout().ifPresent(rate -> {
            meant.add("dropout");
            Dropped.View dropped = subject.measured(new Dropped());
            boolean none = dropped.training().isEmpty() && dropped.idle().isEmpty() && !dropped.inStep();
            if (rate > 0 && none && dropped.noisy()) {
                throw new CouldNotJudge("nothing is dropped as declared, and something else is drawn in training");
            }
            if (rate > 0 && none) {
                missing.add("dropout");
            }
        });
        declared.weightDecay().ifPresent(decay -> {
            if (decay > 0 && decaysNothing(subject, missing.isEmpty())) {
                missing.add("weight decay");
            }
            meant.add("weight decay");
        });
        if (meant.isEmpty()) {
            throw new CouldNotJudge("nothing is declared that should hold the net back");
        }
        return finding()
                .measured("declared: %s; without effect: %s", meant, missing.isEmpty() ? "none" : missing)
                .expected("everything that is declared has an effect")
                .cause(
                        missing.isEmpty()
                                ? ""
                                : "there is no " + String.join(" and no ", missing) + ", though it is declared")
                .fix("see the checks of each: it is made and not called, or its result is not used")
                .okIf(missing.isEmpty());
    }

    /** What can't be told hides nothing that was. */
    private static boolean decaysNothing(Subject subject, boolean alone) {
        try {
            return subject.measured(new NoDecay());
        } catch (CouldNotJudge unknown) {
            if (alone) {
                throw unknown;
            }
            return false;
        }
    }
}
