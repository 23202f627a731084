/** One picture: from the bytes of a file to its pixels, and what the file says of it or shows without anybody knowing what it shows. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.picture;
