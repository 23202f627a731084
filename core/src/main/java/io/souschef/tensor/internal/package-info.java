/**
 * The only package that knows JavaCPP and libtorch. Everything here takes and returns {@link io.souschef.tensor.internal.Raw}
 * handles; {@code io.souschef.tensor} gives them shapes, owners and error messages. Not for users: the public door is
 * {@code Tensor.unsafe()}.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.tensor.internal;
