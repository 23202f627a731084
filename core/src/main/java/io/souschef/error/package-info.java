/** How Souschef says what went wrong: what happened, what it got, what it expected, what to type. */
@org.jspecify.annotations.NullMarked
package io.souschef.error;
