/** In what pictures of the same thing differ, and pictures from which it is taken. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.variation;
