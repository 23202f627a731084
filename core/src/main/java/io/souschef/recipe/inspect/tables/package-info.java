/** Looks at the columns of a table: what is missing, mixed, equal or rare, and what each tells of the target. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.inspect.tables;
