/** Stage 6: an ensemble, leaving it training, and the test split, opened once. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.squeeze;
