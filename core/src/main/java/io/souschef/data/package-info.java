/** Data sets: reading them, splitting them, and feeding them to a net in batches. */
@org.jspecify.annotations.NullMarked
package io.souschef.data;
