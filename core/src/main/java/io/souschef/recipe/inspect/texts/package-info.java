/** Looks at texts: their encoding, what they share, and what a quick learner makes of them when something is taken away. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.inspect.texts;
