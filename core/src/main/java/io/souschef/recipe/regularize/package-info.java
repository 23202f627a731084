/** Stage 4: giving up some of the training fit for validation, one change at a time. */
@org.jspecify.annotations.NullMarked
package io.souschef.recipe.regularize;
