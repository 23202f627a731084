/** Traps: the data themselves. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.data;
