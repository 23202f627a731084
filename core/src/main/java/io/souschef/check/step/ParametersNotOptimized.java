package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An optimiser moves what it was given: after a head was swapped or a layer added, that may be something else. Parameters that
 * the loss depends on, and that aren't declared frozen, stay exactly where they are while others move.
 */
public final class ParametersNotOptimized implements Check {
    /** Of step, and two updates at least. */
    private static final int CALLS = 24;

    /** Epochs that are looked at the start of, for weights that are let go later, and batches of each, one update at least. */
    private static final int EPOCHS = 12, EACH = 2;

    /** Of a float, as a share of it, at least. */
    private static final double HALF_ULP = 3e-8;

    /**
     * Of the gradient of the whole net. What a softmax takes off again, the bias of an attention's keys, has 1.7e-8 of it: rounding, which
     * SGD's updates lose. Parameters that an optimiser lacked had 0.03 of it or more.
     */
    private static final double ROUNDING = 1e-6;

    @Override
    public String name() {
        return "the optimiser holds every parameter";
    }

    @Override
    public String code() {
        return "parameters-missing-in-optimizer";
    }

    @Override
    public Finding run(Subject subject) {
        Anatomy anatomy = Dissection.of(subject);
        if (!anatomy.moves()) {
            throw new CouldNotJudge("no weight moves");
        }
        List<String> still = still(subject, anatomy);
        int all = subject.fresh(program -> program.net().parameters().size());
        return finding()
                .measured(
                        still.isEmpty()
                                ? "every one of %d parameters with a gradient moves, or is declared frozen"
                                : "%2$d of %1$d parameters have a gradient and never move: %3$s",
                        all,
                        still.size(),
                        still.size() > 4 ? String.join(", ", still.subList(0, 4)) + " …" : String.join(", ", still))
                .expected("every parameter with a gradient moves")
                .cause(still.isEmpty() ? "" : "the optimiser was made without them")
                .fix(
                        still.isEmpty()
                                ? ""
                                : "make the optimiser after the net is complete, from all of net.parameters(); or declare them"
                                        + " with withFrozen(…)")
                .failIf(!still.isEmpty());
    }

    /**
     * Names of those that never move, although the loss depends on them and they aren't declared frozen.
     *
     * @throws CouldNotJudge where all of them do some epochs later
     */
    private static List<String> still(Subject subject, Anatomy anatomy) {
        Set<String> frozen = subject.fresh(program -> program.declares().frozen());
        double whole =
                anatomy.norms().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        List<String> suspects = anatomy.still().entrySet().stream()
                .filter(entry -> entry.getValue() == 0 || entry.getValue() > ROUNDING * whole)
                .map(Map.Entry::getKey)
                .filter(name -> frozen.stream().noneMatch(prefix -> covers(prefix, name)))
                .toList();
        if (suspects.isEmpty()) {
            return suspects;
        }
        Set<String> after = subject.measured(new Still());
        List<String> still = suspects.stream().filter(after::contains).toList();
        if (still.isEmpty()) {
            return still;
        }
        Set<String> letGo = subject.measured(new LetGo());
        List<String> never =
                still.stream().filter(name -> !letGo.contains(name)).toList();
        if (never.isEmpty()) {
            throw new CouldNotJudge("some parameters begin to move some epochs later: unfrozen one after the other");
        }
        return never;
    }

    /** Parameters that are where they were after many steps: one of two optimisers may have its turn only now and then. */
    private record Still() implements Probe<Set<String>> {
        @Override
        public Set<String> measure(Subject subject) {
            Rhythm rhythm = subject.measured(new Rhythm.Heard());
            int calls = Math.max(CALLS, rhythm.offset() + 2 * rhythm.batches());
            return subject.fresh(program -> {
                Weights before = Weights.of(program.net());
                for (int call = 0; call < calls; call++) {
                    try (Batch batch = Feeder.open(program, call)) {
                        program.step(batch);
                    }
                }
                Weights change = Weights.of(program.net()).minus(before);
                double most = change.byName().keySet().stream()
                        .mapToDouble(name -> largest(change.of(name)))
                        .max()
                        .orElse(0);
                return change.byName().keySet().stream()
                        .filter(name -> change.norm(name) == 0 && !lost(most, calls, before.of(name)))
                        .collect(Collectors.toUnmodifiableSet());
            });
        }

        /** Whether updates as large as any, {@code most} together, would be rounded away from these weights: a rate far too low. */
        private static boolean lost(double most, int calls, float[] weights) {
            double least = Double.POSITIVE_INFINITY;
            for (float weight : weights) {
                least = Math.min(least, Math.abs(weight));
            }
            return most < calls * HALF_ULP * least;
        }

        private static double largest(float[] numbers) {
            double largest = 0;
            for (float number : numbers) {
                largest = Math.max(largest, Math.abs(number));
            }
            return largest;
        }
    }

    /** Parameters that move when the program has been told of the ends of some epochs. */
    private record LetGo() implements Probe<Set<String>> {
        @Override
        public Set<String> measure(Subject subject) {
            int each = Math.max(EACH, subject.measured(new Rhythm.Heard()).batches());
            return subject.fresh(program -> {
                Weights before = Weights.of(program.net());
                for (int epoch = 0; epoch < EPOCHS; epoch++) {
                    Batches batches = Portion.of(program, program.training(epoch));
                    for (int b = 0; b < Math.min(each, batches.count()); b++) {
                        try (Batch batch = batches.open(b)) {
                            program.step(batch);
                        }
                    }
                    program.epochEnded(epoch);
                }
                Weights change = Weights.of(program.net()).minus(before);
                return change.byName().keySet().stream()
                        .filter(name -> change.norm(name) > 0)
                        .collect(Collectors.toUnmodifiableSet());
            });
        }
    }

    static boolean covers(String prefix, String name) {
        return name.equals(prefix) || name.startsWith(prefix.endsWith(".") ? prefix : prefix + ".") || prefix.isEmpty();
    }
}
