package io.souschef.recipe;

import io.souschef.experiment.Result;
import io.souschef.train.Evaluation;
import java.nio.file.Path;

/**
 * One training of an experiment, finished: its result in the notebook, the validation split example by example, and the
 * weights.
 *
 * @param weights safetensors of the net's parameters and buffers, as they were at the best evaluation
 */
public record Trial(Settings settings, long seed, Result result, Evaluation validation, Path weights) {}
