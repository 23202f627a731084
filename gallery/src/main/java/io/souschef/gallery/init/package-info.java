/** Traps in how a net starts, family E of the catalogue, and healthy programs that look like them. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.init;
