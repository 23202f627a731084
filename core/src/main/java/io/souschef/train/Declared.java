package io.souschef.train;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the author of a training program says about it, so that it can be held against what the program does. Everything is
 * optional; what isn't declared isn't judged.
 */
public record Declared(
        OptionalDouble learningRate,
        Optional<Schedule> schedule,
        OptionalLong plannedSteps,
        OptionalDouble clipNorm,
        int accumulation,
        OptionalDouble weightDecay,
        Set<String> frozen,
        OptionalInt ignoreIndex,
        Set<String> augmentations) {
    public Declared {
        frozen = Set.copyOf(frozen);
        augmentations = Set.copyOf(augmentations);
        if (accumulation < 1) {
            throw new IllegalArgumentException(
                    "accumulation counts batches per update and is at least 1, got " + accumulation);
        }
    }

    public static Declared nothing() {
        return new Declared(
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                1,
                OptionalDouble.empty(),
                Set.of(),
                OptionalInt.empty(),
                Set.of());
    }

    public Declared withLearningRate(double rate) {
        return new Declared(
                OptionalDouble.of(rate),
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations);
    }

    public Declared withSchedule(Schedule schedule, long plannedSteps) {
        return new Declared(
                learningRate,
                Optional.of(schedule),
                OptionalLong.of(plannedSteps),
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations);
    }

    public Declared withClipNorm(double norm) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                OptionalDouble.of(norm),
                accumulation,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations);
    }

    public Declared withAccumulation(int batches) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                batches,
                weightDecay,
                frozen,
                ignoreIndex,
                augmentations);
    }

    public Declared withWeightDecay(double decay) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                OptionalDouble.of(decay),
                frozen,
                ignoreIndex,
                augmentations);
    }

    /** @param prefixes of the dotted names of parameters that must not move */
    public Declared withFrozen(Set<String> prefixes) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                prefixes,
                ignoreIndex,
                augmentations);
    }

    public Declared withIgnoreIndex(int index) {
        return new Declared(
                learningRate,
                schedule,
                plannedSteps,
                clipNorm,
                accumulation,
                weightDecay,
                frozen,
                OptionalInt.of(index),
                augmentations);
    }

    public Declared withAugmentations(Set<String> names) {
        return new Declared(
                learningRate, schedule, plannedSteps, clipNorm, accumulation, weightDecay, frozen, ignoreIndex, names);
    }
}
