package io.souschef.nn;

/** A net that ends in a linear layer, its head: what sets biases from the data, or swaps classes, finds it here. */
public interface HeadedNet {
    /** The last layer, [N, features] → [N, outputs]. */
    Linear head();
}
