/** Looks at labels and targets: how they are spread, which are contradicted, and what tells them that should not. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.inspect.labels;
