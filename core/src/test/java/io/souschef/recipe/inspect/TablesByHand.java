package io.souschef.recipe.inspect;

import io.souschef.data.Dataset;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.source.Progress;
import io.souschef.error.Problem;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.splits.GroupLeakage;
import io.souschef.recipe.inspect.splits.OrderOfRows;
import io.souschef.recipe.inspect.splits.SplitDrift;
import io.souschef.recipe.inspect.splits.TimeLeakage;
import io.souschef.recipe.inspect.tables.DuplicateColumns;
import io.souschef.recipe.inspect.tables.HiddenMissing;
import io.souschef.recipe.inspect.tables.MixedTypes;
import io.souschef.recipe.inspect.tables.MixedUnits;
import io.souschef.recipe.inspect.tables.Monotonicity;
import io.souschef.recipe.inspect.tables.NearlyConstant;
import io.souschef.recipe.inspect.tables.OutlyingRows;
import io.souschef.recipe.inspect.tables.PairsOfColumns;
import io.souschef.recipe.inspect.tables.RareCategories;
import io.souschef.recipe.inspect.tables.SingleColumns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the looks at tables say, to be judged by hand: FILE[=TARGET]… prints what is found in each; SEEDS N prints how often each look
 * raises its voice on N sound tables, of 200 to 5,000 rows.
 */
final class TablesByHand {
    private static final List<Look> LOOKS = List.of(
            new HiddenMissing(),
            new MixedTypes(),
            new MixedUnits(),
            new NearlyConstant(),
            new RareCategories(),
            new DuplicateColumns(),
            new SingleColumns(),
            new PairsOfColumns(),
            new Monotonicity(),
            new SplitDrift(),
            new GroupLeakage(),
            new TimeLeakage(),
            new OrderOfRows(),
            new OutlyingRows());

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("tables");
        if (args[0].equals("SCORES")) {
            scores(Integer.parseInt(args[1]));
            return;
        }
        if (args[0].equals("SEEDS")) {
            seeds(Integer.parseInt(args[1]), folder);
            return;
        }
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            System.out.println("== " + arg);
            try {
                Options options = parts.length > 1 ? Options.standard().withTarget(parts[1]) : Options.standard();
                Dataset dataset = Pantry.open(parts[0], options);
                System.out.println("   " + dataset.describe());
                dataset.notes().forEach(note -> System.out.println("   note: " + note));
                Inspection seen = seen(dataset, folder);
                for (Look look : LOOKS) {
                    long begun = System.nanoTime();
                    Optional<Finding> finding = look.at(seen);
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    finding.ifPresent(found -> print(found, seconds));
                }
            } catch (Problem e) {
                System.out.println("   " + String.valueOf(e.getMessage()).replace("\n", "\n   "));
            }
        }
    }

    private static Inspection seen(Dataset dataset, Path folder) {
        return Inspection.of(dataset, RunDirectory.create(folder), 1337, 2, what -> Progress.SILENT);
    }

    private static void print(Finding found, double seconds) {
        System.out.printf("   %-4s %-26s %5.2f s  %s%n", found.outcome(), found.check(), seconds, found.headline());
        if (found.outcome() == Outcome.WARN || found.outcome() == Outcome.EYES) {
            for (Evidence evidence : found.evidence()) {
                if (evidence instanceof Evidence.Grid grid) {
                    grid.rows().stream()
                            .limit(12)
                            .forEach(row -> System.out.println("          " + String.join(" | ", row)));
                }
            }
        }
    }

    private static void scores(int count) {
        for (int size : new int[] {200, 1000, 5000}) {
            double[] most = new double[count];
            double[] planted = new double[count];
            for (int seed = 0; seed < count; seed++) {
                Sown sown = new Sown(1000L * size + seed, size);
                most[seed] = score(sown.regression(sown.pressure()), -1);
                Sown odd = new Sown(1000L * size + seed, size);
                double[] tight = odd.numbers(i -> odd.height[i] - 100 + 2 * odd.random.nextGaussian());
                tight[41] = tight[41] > 70 ? 55 : 85;
                planted[seed] = score(odd.with("tight", tight).regression(odd.pressure()), 41);
            }
            Arrays.sort(most);
            Arrays.sort(planted);
            System.out.printf(
                    "%d rows: the furthest of sound tables %.2f … %.2f … %.2f; planted %.2f … %.2f%n",
                    size, most[0], most[count / 2], most[count - 1], planted[0], planted[count / 2]);
        }
    }

    private static double score(Dataset dataset, int id) {
        int[] ids = Made.range(0, dataset.size());
        var rows =
                io.souschef.data.columns.JointOutliers.of(((io.souschef.data.Table) dataset.inputs()).columns(), ids);
        return rows.stream()
                .filter(row -> id < 0 || row.id() == id)
                .findFirst()
                .orElseThrow()
                .score();
    }

    private static void seeds(int count, Path folder) {
        Map<String, List<String>> raised = new TreeMap<>();
        int tables = 0;
        for (int size : new int[] {200, 1000, 5000}) {
            for (int seed = 0; seed < count; seed++) {
                Sown sown = new Sown(1000L * size + seed, size);
                Dataset dataset = seed % 2 == 0
                        ? sown.regression(sown.pressure())
                        : sown.classes(Arrays.stream(sown.pressure())
                                .mapToInt(p -> p > 118 ? 0 : 1)
                                .toArray());
                Inspection seen = seen(dataset, folder);
                tables++;
                for (Look look : LOOKS) {
                    look.at(seen)
                            .filter(found -> found.outcome() != Outcome.PASS)
                            .ifPresent(found -> raised.computeIfAbsent(found.code(), c -> new ArrayList<>())
                                    .add(found.headline()));
                }
            }
        }
        System.out.printf("%d sound tables%n", tables);
        raised.forEach((code, all) -> System.out.printf("%-20s %3d  e.g. %s%n", code, all.size(), all.get(0)));
    }
}
