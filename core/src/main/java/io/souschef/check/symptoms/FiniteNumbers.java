package io.souschef.check.symptoms;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * What goes through a training are numbers: outputs and losses in both modes, gradients, weights. The first one that is NaN or infinite makes
 * every comparison after it worthless, so that this stands before all others.
 */
public final class FiniteNumbers implements Check {
    public static final String CODE = "not-finite";

    static final String NAME = "every number is finite";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public Finding run(Subject subject) {
        Finiteness.Measured measured = subject.measured(new Finiteness());
        return finding()
                .measured(
                        "%s",
                        measured.sound()
                                ? "every output, loss and weight finite, fresh and over %d steps"
                                        .formatted(measured.steps())
                                : measured.what())
                .expected("finite numbers at every step")
                .cause("%s", measured.place())
                .fix("%s", measured.fix())
                .okIf(measured.sound());
    }
}
