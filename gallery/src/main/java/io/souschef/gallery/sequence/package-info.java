/** Traps in sequences and attention, family L of the catalogue, and healthy programs that look like them. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.sequence;
