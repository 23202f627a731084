/** Stage 5: a random search over what matters. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.tune;
