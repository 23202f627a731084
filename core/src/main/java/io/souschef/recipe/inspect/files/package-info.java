/** Looks at files: what could not be read, and of what form the rest is. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.inspect.files;
