/** What the looks share: the data after they were read once, and how something is drawn, counted and said. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.inspect.look;
