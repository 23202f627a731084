package io.souschef.gallery;

import io.souschef.check.Check;
import io.souschef.check.CheckRun;
import io.souschef.check.Findings;
import io.souschef.check.Subject;
import io.souschef.check.init.InitChecks;
import io.souschef.check.sequence.SequenceChecks;
import io.souschef.check.wiring.WiringChecks;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.gallery.init.InitGallery;
import io.souschef.gallery.sequence.SequenceGallery;
import io.souschef.gallery.wiring.WiringGallery;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Prints what the checks of wiring, initialisation and sequences say about each program: {@code Bench [-v] [part of a name …]}. */
final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        boolean verbose = args.length > 0 && args[0].equals("-v");
        List<String> wanted = List.of(args).subList(verbose ? 1 : 0, args.length);
        List<Check> checks = new ArrayList<>(WiringChecks.all());
        checks.addAll(InitChecks.all());
        checks.addAll(SequenceChecks.all());
        List<Trap> traps = new ArrayList<>(WiringGallery.traps());
        traps.addAll(InitGallery.traps());
        traps.addAll(SequenceGallery.traps());
        List<Healthy> healthy = new ArrayList<>(WiringGallery.healthy());
        healthy.addAll(InitGallery.healthy());
        healthy.addAll(SequenceGallery.healthy());
        long seed = Long.getLong("seed", 1337);
        for (Trap trap : traps) {
            if (isWanted(trap.name(), wanted)) {
                run(trap.name() + " (" + trap.row() + ")", trap.code(), trap.wrong(), checks, seed, verbose);
                run("   right", "", trap.right(), checks, seed, verbose);
            }
        }
        for (Healthy one : healthy) {
            if (isWanted(one.name(), wanted)) {
                run("healthy: " + one.name(), "", one.program(), checks, seed, verbose);
            }
        }
    }

    private static boolean isWanted(String name, List<String> wanted) {
        return wanted.isEmpty() || wanted.stream().anyMatch(name::contains);
    }

    private static void run(
            String name,
            String code,
            LongFunction<TrainingProgram> make,
            List<Check> checks,
            long seed,
            boolean verbose) {
        Findings findings = CheckRun.of(checks).on(Subject.of(make).withSeed(seed));
        List<String> failed = findings.failed().stream().map(Finding::code).toList();
        List<String> warned =
                findings.with(Outcome.WARN).stream().map(Finding::code).toList();
        boolean good =
                code.isEmpty() ? failed.isEmpty() && warned.isEmpty() : failed.contains(code) || warned.contains(code);
        System.out.printf(
                "%-5s %-60s %.1f s  failed %s warned %s%n",
                good ? "" : "BAD", name, findings.seconds(), failed, warned);
        for (Finding finding : findings.all()) {
            if (verbose
                    || finding.outcome() == Outcome.FAIL
                    || finding.outcome() == Outcome.WARN
                    || finding.cause().contains("threw")
                    || finding.cause().contains("longer")) {
                System.out.printf(
                        "        %-5s %-28s %.2f s %s%n",
                        finding.outcome(), finding.code(), finding.seconds(), finding.headline());
            }
        }
    }
}
