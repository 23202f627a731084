/**
 * Stage 1: become one with the data, before any net. {@link io.souschef.recipe.inspect.Inspect} is the table of contents; each
 * {@link io.souschef.recipe.inspect.look.Look} is one small file.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.inspect;
