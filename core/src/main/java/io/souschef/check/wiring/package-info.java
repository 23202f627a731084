/**
 * How a net is wired: what is called, what gets gradients, what depends on what. Most of it is read off a {@link
 * io.souschef.check.wiring.Chart}, one forward and backward pass operation by operation; what can be told by behaviour alone
 * is told by behaviour.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.check.wiring;
