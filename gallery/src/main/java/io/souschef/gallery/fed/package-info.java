/** What the programs that are fed wrongly stand on: made data, a feed written by hand, and a program put together from parts. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.fed;
