package io.souschef.recipe;

import io.souschef.train.Evaluation;

/**
 * A simple way to predict, that the model has to beat. At the end it is put beside the model, on the same test examples. It is made
 * anew from the data and the notebook in whichever process asks.
 */
public interface Baseline {
    /** What a reader calls it: "majority class", "linear", "nearest neighbour". */
    String name();

    /** How good it is on these examples, having seen the training split alone. */
    Evaluation evaluate(Kitchen kitchen, int... ids);
}
