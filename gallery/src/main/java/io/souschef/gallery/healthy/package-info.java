/** Programs without a bug that tempt a check to a false alarm. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.healthy;
