/** One text: from the bytes of a file to its letters, and the words that it is made of. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.text;
