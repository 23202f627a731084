/** Stage 3: a net large enough to fit the training data, before anything holds it back. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.overfit;
