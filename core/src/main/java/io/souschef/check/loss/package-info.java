/**
 * Checks of the loss as a function: made outputs go in, and what comes out is compared with what a loss of this kind must do,
 * exactly. No training.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.check.loss;
