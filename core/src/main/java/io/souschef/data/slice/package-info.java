/** Parts of a data set, described in a few words, in which something is worse than elsewhere. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.slice;
