package io.souschef.recipe;

import io.souschef.data.pretrained.Pretrained;
import io.souschef.experiment.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What the user asked for.
 *
 * @param command as it was typed, for the notebook
 * @param seed of everything random
 * @param budget what the run may take; without one the plan rests on a nominal machine, and is the same everywhere
 * @param keepGoing goes on after a failed gate, and says so everywhere
 * @param stages numbers of the stages to run, 1 to 6
 * @param out the run directory
 * @param pretrained a net by whose features stage 1 looks at pictures
 */
public record Order(
        String command,
        long seed,
        Optional<Duration> budget,
        boolean keepGoing,
        Set<Integer> stages,
        Path out,
        Optional<Pretrained> pretrained) {
    public Order {
        stages = Set.copyOf(stages);
        if (stages.isEmpty() || stages.stream().anyMatch(stage -> stage < 1 || stage > 6)) {
            throw new IllegalArgumentException("stages are numbered 1 to 6, got " + stages);
        }
    }

    /** By features that nobody has trained. */
    public Order(
            String command, long seed, Optional<Duration> budget, boolean keepGoing, Set<Integer> stages, Path out) {
        this(command, seed, budget, keepGoing, stages, out, Optional.empty());
    }

    /** All six stages, no budget, seed 1337. */
    public static Order of(String command, Path out) {
        return new Order(command, 1337, Optional.empty(), false, Set.of(1, 2, 3, 4, 5, 6), out);
    }

    /** The budget as it is written: 15m. */
    public String budgetText() {
        return budget.map(Budget::text).orElse("none");
    }
}
