/**
 * What reaches the net, and what is wrong with it: the inputs, their targets, their order. The {@link
 * io.souschef.check.data.Reading} goes through the streams once for all checks.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.check.data;
