/** Every check as a named test of your own training program. */
@org.jspecify.annotations.NullMarked
package io.souschef.junit;
