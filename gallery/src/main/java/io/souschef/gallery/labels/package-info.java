/** Traps: what is to be predicted. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.labels;
