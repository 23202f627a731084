/** Families G and H: the update. Wrong beside right. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.step;
