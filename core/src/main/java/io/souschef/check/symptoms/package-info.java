/**
 * Symptoms as they train: an observer on any loop that looks every now and then at activations, gradients and updates, and says by name what
 * is ill. {@link io.souschef.check.symptoms.Symptoms} observes, a {@link io.souschef.check.symptoms.Look} is what it saw, and each
 * symptom judges in a file of its own.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.check.symptoms;
