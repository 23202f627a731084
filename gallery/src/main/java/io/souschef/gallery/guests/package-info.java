/** Programs with updates, losses, nets and feeds that their authors wrote themselves, several inputs among them. Wrong beside right. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.guests;
