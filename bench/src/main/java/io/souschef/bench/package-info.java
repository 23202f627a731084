/** Measurements beside Python PyTorch, in turns and in one run, so that a busy machine slows both alike. */
@org.jspecify.annotations.NullMarked
package io.souschef.bench;
