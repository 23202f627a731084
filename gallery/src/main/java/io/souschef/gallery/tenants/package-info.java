/** What an eleventh round of programs, written blindly, has shown. Wrong beside right. */
@org.jspecify.annotations.NullMarked
package io.souschef.gallery.tenants;
