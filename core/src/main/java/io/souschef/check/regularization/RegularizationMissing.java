package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Declared;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is declared to hold the net back and isn't in it: a dropout that its author believes in, a weight decay that the optimiser
 * was never told. Whether a net needs any is for the regularize stage to find out; that it has what is declared is a check. What an
 * augmentation does, and where a weight decay pulls, has checks of its own.
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
        Declared declared = subject.fresh(TrainingProgram::declares);
        Map<String, Probe<Boolean>> meant = new LinkedHashMap<>();
        if (declared.feeding().dropout().orElse(0) > 0) {
            meant.put("dropout", new DropsNothing());
        }
        if (declared.weightDecay().orElse(0) > 0) {
            meant.put("weight decay", new NoDecay());
        }
        if (meant.isEmpty()) {
            throw new CouldNotJudge("nothing is declared that should hold the net back");
        }
        List<String> missing = missing(subject, meant);
        return finding()
                .measured("declared: %s; without effect: %s", meant.keySet(), missing.isEmpty() ? "none" : missing)
                .expected("everything that is declared has an effect")
                .cause(
                        missing.isEmpty()
                                ? ""
                                : "there is no " + String.join(" and no ", missing) + ", though it is declared")
                .fix("see the checks of each: it is made and not called, or its result is not used")
                .okIf(missing.isEmpty());
    }

    /** @throws CouldNotJudge where of one it can't be told, and none is missing: what can't be told hides nothing that was */
    private static List<String> missing(Subject subject, Map<String, Probe<Boolean>> meant) {
        List<String> missing = new ArrayList<>();
        List<CouldNotJudge> unknown = new ArrayList<>();
        meant.forEach((name, none) -> {
            try {
                if (subject.measured(none)) {
                    missing.add(name);
                }
            } catch (CouldNotJudge reason) {
                unknown.add(reason);
            }
        });
        if (missing.isEmpty() && !unknown.isEmpty()) {
            throw unknown.get(0);
        }
        return missing;
    }

    /** Whether nothing is dropped in training, and no layer is there that should. */
    private record DropsNothing() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            Dropped.View dropped = subject.measured(new Dropped());
            boolean none = dropped.training().isEmpty() && dropped.idle().isEmpty() && !dropped.inStep();
            if (none && dropped.noisy()) {
                throw new CouldNotJudge("nothing is dropped as declared, and something else is drawn in training");
            }
            return none;
        }
    }
}
