package io.souschef.recipe.regularize;

import io.souschef.experiment.Finding;
import io.souschef.recipe.Tried;

/** What stopping early would have bought: the best validation loss on the way against the one at the end. */
final class EarlyStopping {
    /** Where the best comes earlier than this, most of the training was in vain: the playbook's "too long". */
    private static final double TOO_LONG = 0.1;

    private EarlyStopping() {}

    static Finding finding(Tried control) {
        double best = control.mean("best step");
        double steps = control.mean("steps");
        return Finding.of("early stopping", "early-stopping")
                .measured(
                        "validation loss %.4f after %.0f of %.0f steps, %.4f at the end",
                        control.loss(), best, steps, control.mean("validation loss at the end"))
                .expected("the best evaluation after the first %.0f %% of the steps", 100 * TOO_LONG)
                .cause(best < TOO_LONG * steps ? "the net overfits almost at once" : "")
                .fix(
                        best < TOO_LONG * steps
                                ? "more data, or stronger regularisation; the weights of the best evaluation are kept in any case"
                                : "")
                .warnIf(best < TOO_LONG * steps);
    }
}
