/** Traps: dropout, BatchNorm, weight decay. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.regularization;
