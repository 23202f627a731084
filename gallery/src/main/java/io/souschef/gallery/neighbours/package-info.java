/** Programs beside which a check once went wrong, written with the check in view. Wrong beside right. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.neighbours;
