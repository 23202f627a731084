package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Examples that are in training and in evaluation are remembered, not predicted, and the number that is reported is too good.
 * Inputs are compared to the last bit, over three epochs, flipped ones too; where whole examples repeat by nature, as in tables
 * of a few categories, it can't judge. It can't see the same thing photographed twice.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class TrainInValidation implements Check {
    /** From this share on, evaluation is training: another bug, with a name of its own. */
    static final double ALL = 0.9;

    @Override
    public String name() {
        return "evaluation is held out";
    }

    @Override
    public String code() {
        return "train-in-validation";
    }

    @Override
    public Finding run(Subject subject) {
        Overlap.Shared shared = subject.measured(new Overlap());
        double share = shared.share();
        boolean some = shared.examples() > 0 && share < ALL;
        return finding()
                .measured(
                        "%d of %d evaluation examples are in training too%s",
                        shared.examples(), shared.of(), shared.first().isEmpty() ? "" : ", first " + shared.first())
                .expected("none")
                .cause(some ? "the splits overlap" : "")
                .fix("split by example before anything else: shuffle the ids once, cut them, and prepare each part")
                .failIf(some);
    }
}
