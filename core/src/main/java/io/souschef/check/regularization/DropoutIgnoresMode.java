package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * A dropout that is written into the forward pass, or a layer that the net doesn't know as its own, drops in evaluation too:
 * {@code eval()} never reaches it. The same batch goes through twice in evaluation mode; the outputs must be the same. A net that
 * draws on purpose, to sample, is found as well, unless it draws with a spread that it has learnt, or declares that a state goes on.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">drop</a>
 */
public final class DropoutIgnoresMode implements Check {
    @Override
    public String name() {
        return "drop: only while training";
    }

    @Override
    public String code() {
        return "dropout-ignores-mode";
    }

    @Override
    public Finding run(Subject subject) {
        Dropped.View dropped = subject.measured(new Dropped());
        boolean broken = dropped.evaluationDiffers();
        if (broken && dropped.evaluation().isEmpty()) {
            onPurpose(subject, dropped);
        }
        return finding()
                .measured(
                        "in evaluation mode the same batch has %s outputs the second time; %d dropouts at work",
                        broken ? "other" : "the same", dropped.evaluation().size())
                .expected("the same outputs, and no dropout")
                .cause(
                        !broken
                                ? ""
                                : dropped.evaluation().isEmpty()
                                        ? "the net draws random numbers in evaluation mode"
                                        : "dropout doesn't follow the mode of the net")
                .fix("take the layer in with add(\"dropout\", new Dropout(p)); by hand, only where isTraining()")
                .failIf(broken);
    }

    /** @throws CouldNotJudge where nothing is dropped, and what differs is meant to */
    private static void onPurpose(Subject subject, Dropped.View dropped) {
        if (dropped.sampled()) {
            throw new CouldNotJudge(
                    "nothing is dropped in evaluation mode; numbers are drawn with a spread that is learnt, a code or weights: on purpose");
        }
        if (subject.fresh(program -> program.declares().looping().carriesState())) {
            throw new CouldNotJudge("a state goes on from batch to batch, as declared: no two passes are alike");
        }
    }
}
