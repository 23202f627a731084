/**
 * The six stages of the recipe, in order. {@link io.souschef.recipe.Recipe} runs them; each has a package of its own; what
 * they share is the {@link io.souschef.recipe.Kitchen} (data, notebook, time) and the {@link io.souschef.recipe.Lab}, where
 * experiments are run, once.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe;
