/**
 * Training: what is trained ({@link io.souschef.train.TrainingProgram}), towards what ({@link io.souschef.train.Task}), how
 * (optimisers, schedules), how good it is ({@link io.souschef.train.Evaluation}), and the plain loop that ties them.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.train;
