/** Files that are either as they were or as they should be, never half written. */
@org.jspecify.annotations.NullMarked
package io.souschef.files;
