package io.souschef.gallery;

import io.souschef.train.TrainingProgram;
import java.util.function.LongFunction;

/**
 * A program without a bug that might look as if it had one.
 *
 * @param name what it is, e.g. "BatchNorm with batches of four"
 * @param tempts the code of the false alarm that it tempts to; may be empty
 * @param program makes it from a seed
 */
public record Healthy(String name, String tempts, LongFunction<TrainingProgram> program) {}
