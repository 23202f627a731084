/**
 * Layers and nets, one per file, written in Java over functional operations. {@link io.souschef.nn.Layer} is the one class
 * that users extend; names of parameters are PyTorch's, so that weights go both ways.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.nn;
