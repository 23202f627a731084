/** Programs that checks would mistake, because they take for granted what most programs do; and bugs that hid behind that. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.neighbours;
