/** Family K: the learning rate over time. Wrong beside right. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.schedule;
