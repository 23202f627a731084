/** What the programs of the gallery stand on: small made data, and the standard program around a net. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.base;
