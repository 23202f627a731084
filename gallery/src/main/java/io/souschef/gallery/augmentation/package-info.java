/** Traps: half-fake data. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.augmentation;
