package io.souschef.gallery;

import io.souschef.check.Check;
import io.souschef.check.CheckRun;
import io.souschef.check.Subject;
import io.souschef.check.init.InitChecks;
import io.souschef.check.sequence.SequenceChecks;
import io.souschef.check.wiring.WiringChecks;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Where the thresholds come from: prints what the checks measure on planted bugs, their twins and healthy programs, one line per check,
 * program and seed. {@code Spread SEEDS}.
 */
final class Spread {
    /** Those that compare exactly and have no threshold. */
    private static final Set<String> EXACT = Set.of(
            "layer-never-called",
            "parameters-not-registered",
            "parameters-frozen-by-accident",
            "gradient-cut-off",
            "weights-not-tied",
            "weights-tied-by-accident",
            "same-seed-for-every-layer",
            "pretrained-weights-not-loaded",
            "drawn-after-loading");

    private Spread() {}

    public static void main(String[] args) {
        List<Check> checks = Stream.of(WiringChecks.all(), InitChecks.all(), SequenceChecks.all())
                .flatMap(List::stream)
                .filter(check -> !EXACT.contains(check.code()))
                .toList();
        int seeds = Integer.parseInt(args[0]);
        List<Trap> traps = new ArrayList<>(Gallery.traps());
        traps.forEach(trap -> print(trap.code(), trap.name(), trap.wrong(), checks, seeds));
        traps.forEach(trap -> print("", trap.name() + ", right", trap.right(), checks, seeds));
        Gallery.healthy().forEach(one -> print("", one.name(), one.program(), checks, seeds));
    }

    private static void print(
            String bug, String name, LongFunction<TrainingProgram> make, List<Check> checks, int seeds) {
        for (int seed = 1; seed <= seeds; seed++) {
            for (Finding finding :
                    CheckRun.of(checks).on(Subject.of(make).withSeed(seed)).all()) {
                if (finding.outcome() != Outcome.SKIP) {
                    System.out.printf(
                            "%s\t%s\t%s\t%s\t%s%n",
                            finding.code(),
                            finding.code().equals(bug) ? "bug" : "sound",
                            finding.outcome(),
                            name,
                            finding.measured());
                }
            }
        }
    }
}
