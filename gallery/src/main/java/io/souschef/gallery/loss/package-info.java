/** Family F: the loss. Wrong beside right. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.loss;
