/**
 * Data sets: what one is, how it is divided, and how it is fed to a net in batches.
 *
 * <p>Begin at {@link io.souschef.data.pantry.Pantry}, which finds a data set by its name or path and reads it into one
 * {@link io.souschef.data.Dataset} of Java arrays, whatever the format on disk. An example is known everywhere by its id, 0 … n − 1 over
 * all splits. What can't be read is listed by name, never dropped in silence. Tensors appear where a net is fed:
 * {@link io.souschef.data.Batches} and {@link io.souschef.data.Batch}.
 *
 * <p>Below lies what knows no data set: {@link io.souschef.data.source}, {@link io.souschef.data.axis}, {@link io.souschef.data.picture},
 * {@link io.souschef.data.text} and {@link io.souschef.data.table}. All other packages are above: they read, divide, measure or question
 * one.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.data;
