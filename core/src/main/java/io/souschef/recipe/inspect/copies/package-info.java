/** Looks at examples that are there twice, or nearly so, within a split and across. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.inspect.copies;
