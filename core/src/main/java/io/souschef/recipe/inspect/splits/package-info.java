/** Looks at how the splits differ, and what of one is known from another. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.inspect.splits;
