/**
 * Data sets: reading them, splitting them, and feeding them to a net in batches.
 *
 * <p>Begin at {@link io.souschef.data.Pantry}, which finds a data set by its name or path and reads it into one
 * {@link io.souschef.data.Dataset} of Java arrays, whatever the format on disk. There is one file per format
 * ({@link io.souschef.data.IdxFolder}, {@link io.souschef.data.ImageFolder}, {@link io.souschef.data.DelimitedTable},
 * {@link io.souschef.data.ParquetTable}, {@link io.souschef.data.Arff}, {@link io.souschef.data.Digits}). An example is
 * known everywhere by its id, 0 … n − 1 over all splits. What can't be read is listed by name, never dropped in silence.
 * Tensors appear where a net is fed: {@link io.souschef.data.Batches} and {@link io.souschef.data.Batch}.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.data;
