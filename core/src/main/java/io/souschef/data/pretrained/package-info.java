/** Features of pictures from a net that somebody else has trained ({@link io.souschef.data.pretrained.Pretrained}). */
@org.jspecify.annotations.NullMarked
package io.souschef.data.pretrained;
