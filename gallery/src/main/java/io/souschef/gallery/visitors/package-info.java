/** Programs of other habits than the rest: a step, an optimiser, an evaluation of their own. Wrong beside right. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.visitors;
