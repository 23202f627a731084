/** Programs next door to those that the checks were made with: sound ones that do what most don't, and known bugs in other places. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.neighbours;
