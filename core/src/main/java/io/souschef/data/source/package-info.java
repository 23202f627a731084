/** Where data comes from: the files and their fingerprint, how far reading them has come, and why one of them can't be read or written. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.source;
