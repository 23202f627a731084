/**
 * Wrong labels: which they probably are ({@link io.souschef.data.noise.ConfidentLearning}, from probabilities that a model gave without
 * having seen the label), and how many there are ({@link io.souschef.data.noise.Audit}, from a person who looks at a few).
 */
@org.jspecify.annotations.NullMarked
package io.souschef.data.noise;
