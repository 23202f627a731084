package io.souschef.gallery;

import io.souschef.check.Catalogue;
import io.souschef.check.CheckRun;
import io.souschef.check.Findings;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Runs every check on every program of the gallery, over several seeds, and prints how many of the planted bugs were detected and
 * named, and how many false alarms there were, as Markdown.
 *
 * <pre>{@code
 * java io.souschef.gallery.Table [seeds [part of a name …]]      // 5: seeds 1 to 5; 4-5: those two
 * }</pre>
 */
public final class Table {
    private final List<Long> seeds;
    private final List<String> wanted;
    private final Map<String, Row> families = new LinkedHashMap<>();
    private final List<String> misses = new ArrayList<>();
    private final Map<String, Double> cost = new LinkedHashMap<>();
    private double seconds;
    private int runs;
    private int alarms;
    private int warnings;
    private int healthy;
    private int planned;

    private Table(List<Long> seeds, List<String> wanted) {
        this.seeds = seeds;
        this.wanted = wanted;
    }

    /** One family of the catalogue. */
    private static final class Row {
        private int traps;
        private int runs;
        private int detected;
        private int named;
        private int first;
        private int alarms;
    }

    public static void main(String[] args) {
        Table table = new Table(
                seeds(args.length > 0 ? args[0] : "5"),
                args.length > 1 ? List.of(args).subList(1, args.length) : List.of());
        table.run();
        System.out.print(table.markdown());
        System.exit(0); // a check that hung has left its thread behind
    }

    /** Of "5" or "4-5". */
    private static List<Long> seeds(String range) {
        String[] ends = range.split("-", 2);
        long last = Long.parseLong(ends[ends.length - 1]);
        long first = ends.length == 1 ? 1 : Long.parseLong(ends[0]);
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private void run() {
        long traps = Gallery.traps().stream()
                .filter(trap -> isWanted(trap.name(), trap.code()))
                .count();
        long others = Gallery.healthy().stream()
                .filter(one -> isWanted(one.name(), one.tempts()))
                .count();
        planned = (int) (seeds.size() * (2 * traps + others));
        for (Trap trap : Gallery.traps()) {
            if (isWanted(trap.name(), trap.code())) {
                Row row = families.computeIfAbsent(trap.row().substring(0, 1), letter -> new Row());
                row.traps++;
                for (long seed : seeds) {
                    wrong(trap, row, seed);
                    row.alarms += sound(trap.name() + ", right", trap.right(), seed);
                }
            }
        }
        for (Healthy one : Gallery.healthy()) {
            if (isWanted(one.name(), one.tempts())) {
                for (long seed : seeds) {
                    healthy++;
                    alarms += sound(one.name(), one.program(), seed);
                }
            }
        }
    }

    private boolean isWanted(String name, String code) {
        return wanted.isEmpty() || wanted.stream().anyMatch(part -> name.contains(part) || code.contains(part));
    }

    private void wrong(Trap trap, Row row, long seed) {
        List<String> found = Verdict.named(checked(trap.wrong(), seed));
        row.runs++;
        row.detected += found.isEmpty() ? 0 : 1;
        row.named += found.contains(trap.code()) ? 1 : 0;
        row.first += !found.isEmpty() && found.get(0).equals(trap.code()) ? 1 : 0;
        if (found.isEmpty() || !found.get(0).equals(trap.code())) {
            miss("%s (%s), seed %d: %s, found %s".formatted(trap.name(), trap.row(), seed, trap.code(), found));
        }
    }

    private int sound(String name, LongFunction<TrainingProgram> program, long seed) {
        Findings findings = checked(program, seed);
        findings.failed()
                .forEach(finding -> miss("false alarm on %s, seed %d: %s: %s"
                        .formatted(name, seed, finding.code(), finding.headline())));
        List<Finding> warned = findings.with(Outcome.WARN);
        warnings += warned.isEmpty() ? 0 : 1;
        warned.forEach(finding ->
                miss("warning on %s, seed %d: %s: %s".formatted(name, seed, finding.code(), finding.headline())));
        return findings.sound() ? 0 : 1;
    }

    private void miss(String what) {
        misses.add(what);
        System.err.println(what);
    }

    private Findings checked(LongFunction<TrainingProgram> program, long seed) {
        Findings findings = CheckRun.of(Catalogue.all()).on(Subject.of(program).withSeed(seed));
        seconds += findings.seconds();
        runs++;
        progress(findings.seconds());
        findings.all().forEach(finding -> cost.merge(finding.code(), finding.seconds(), Double::sum));
        findings.all().stream()
                .filter(finding -> finding.cause().contains("the program threw")
                        || finding.cause().contains("took longer"))
                .forEach(finding -> System.err.println("    " + finding.code() + ": "
                        + finding.cause().lines().findFirst().orElse("")));
        return findings;
    }

    /** What is left is as slow as what was. */
    private void progress(double last) {
        double left = (planned - runs) * seconds / runs;
        System.err.printf(
                Locale.ROOT,
                "   ... %d of %d programs, %.1f s the last, %d:%02d left%n",
                runs,
                planned,
                last,
                (int) left / 60,
                (int) left % 60);
    }

    private String markdown() {
        StringBuilder out = new StringBuilder();
        out.append(
                "| family | traps | detected | named | named first | false alarms on the twins |\n|---|---|---|---|---|---|\n");
        Row all = new Row();
        families.forEach((letter, row) -> {
            out.append(line(letter, row));
            all.traps += row.traps;
            all.runs += row.runs;
            all.detected += row.detected;
            all.named += row.named;
            all.first += row.first;
            all.alarms += row.alarms;
        });
        out.append(line("all", all));
        out.append(String.format(
                Locale.ROOT,
                "%n%d healthy programs × %d seeds: %d with a failing finding; %d programs with a warning, twins included.%n"
                        + "%.1f s per program.%n%n",
                healthy / seeds.size(),
                seeds.size(),
                alarms,
                warnings,
                seconds / Math.max(1, runs)));
        misses.forEach(miss -> out.append("- ").append(miss).append('\n'));
        out.append("\n| check | ms per program |\n|---|---|\n");
        cost.forEach((code, sum) ->
                out.append(String.format(Locale.ROOT, "| %s | %.0f |%n", code, 1000 * sum / Math.max(1, runs))));
        return out.toString();
    }

    private static String line(String name, Row row) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %d |%n",
                name,
                row.traps,
                share(row.detected, row.runs),
                share(row.named, row.runs),
                share(row.first, row.runs),
                row.alarms);
    }

    private static String share(int count, int of) {
        return String.format(Locale.ROOT, "%.1f %% (%d of %d)", 100.0 * count / Math.max(1, of), count, of);
    }
}
