/** Family H: the loop around the step. Wrong beside right. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.loop;
