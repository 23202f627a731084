/** Traps in how a net is wired, family D of the catalogue, and healthy programs that look like them. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.wiring;
