/** Stage 2: a training and evaluation loop that can be trusted, with nets that can't be wrong, and baselines to beat. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.skeleton;
