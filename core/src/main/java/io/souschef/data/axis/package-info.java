/** Numbers measured on every example: what they are called, how they are sorted, and which of them lie far out. */
@org.jspecify.annotations.NullMarked
package io.souschef.data.axis;
