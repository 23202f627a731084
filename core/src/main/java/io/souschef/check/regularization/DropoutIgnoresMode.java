package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * A dropout that is written into the forward pass, or a layer that the net doesn't know as its own, drops in evaluation too:
 * {@code eval()} never reaches it. The same batch goes through twice in evaluation mode; the outputs must be the same. A net that
 * draws on purpose, to sample, is found as well.
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
}
