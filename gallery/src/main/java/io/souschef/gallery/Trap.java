package io.souschef.gallery;

import io.souschef.train.TrainingProgram;
import java.util.function.LongFunction;

/**
 * One planted bug.
 *
 * @param name of the file that shows it, e.g. "GradientsNotCleared on an MLP"
 * @param code of the check that must name it
 * @param row of the catalogue, e.g. "G1"
 * @param wrong makes the program with the bug, from a seed
 * @param right makes its healthy twin
 */
public record Trap(
        String name,
        String code,
        String row,
        LongFunction<TrainingProgram> wrong,
        LongFunction<TrainingProgram> right) {}
