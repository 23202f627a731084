/** Traps: how good it is said to be. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.evaluation;
