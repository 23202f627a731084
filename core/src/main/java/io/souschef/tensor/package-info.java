/** Tensors over libtorch, and the scopes that own their memory. */
@org.jspecify.annotations.NullMarked
package io.souschef.tensor;
