package io.souschef.gallery;

import io.souschef.check.Catalogue;
import io.souschef.check.Check;
import io.souschef.check.CheckRun;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * What one check measures on every program of the gallery, broken by the bug that it is for, broken otherwise, or sound: the distributions that a
 * threshold is put between.
 *
 * <pre>{@code
 * java io.souschef.gallery.Measured CODE [SEEDS]      // 3: seeds 1 to 3
 * }</pre>
 */
public final class Measured {
    private final Check check;
    private final long seeds;

    private Measured(Check check, long seeds) {
        this.check = check;
        this.seeds = seeds;
    }

    public static void main(String[] args) {
        Check check = Catalogue.all().stream()
                .filter(one -> one.code().equals(args[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no check has the code '" + args[0] + "'"));
        new Measured(check, args.length > 1 ? Long.parseLong(args[1]) : 1).run();
        System.exit(0); // a check that hung has left its thread behind
    }

    private void run() {
        for (Trap trap : Gallery.traps()) {
            line(trap.code().equals(check.code()) ? "broken" : "other", trap.name(), trap.wrong());
            line("twin", trap.name(), trap.right());
        }
        for (Healthy healthy : Gallery.healthy()) {
            line("healthy", healthy.name(), healthy.program());
        }
    }

    private void line(String kind, String name, LongFunction<TrainingProgram> program) {
        LongStream.rangeClosed(1, seeds).forEach(seed -> {
            Finding finding = CheckRun.of(List.of(check))
                    .on(Subject.of(program).withSeed(seed))
                    .all()
                    .get(0);
            System.out.printf(
                    "%s\t%s\t%d\t%s\t%s%n",
                    finding.outcome(),
                    kind,
                    seed,
                    finding.measured().isEmpty() ? finding.cause() : finding.measured(),
                    name);
        });
    }
}
