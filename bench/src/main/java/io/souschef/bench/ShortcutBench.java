package io.souschef.bench;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.axis.Axis;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.shortcut.Shortcut;
import io.souschef.data.shortcut.Shortcuts;
import io.souschef.data.summary.Summary;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often a cheap property that tells the label is found, and one that doesn't is taken for one: [DATA] [EXAMPLES] [SEEDS], digits, 1,000
 * and 40 if not said. Labels are handed out at random, evenly or 90 to 10, so that no property of the pictures tells them; then the
 * brightness of one class is raised by so many standard deviations.
 */
public final class ShortcutBench {
    /** As in the look at cheap properties. */
    private static final double LIFT = 0.5, PROBABILITY = 0.01;

    private ShortcutBench() {}

    public static void main(String[] args) {
        Dataset dataset = Pantry.open(args.length > 0 ? args[0] : "digits", Options.standard());
        int size = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        int seeds = args.length > 2 ? Integer.parseInt(args[2]) : 40;
        List<Axis> axes = Summary.of(dataset).axes().stream()
                .filter(axis -> axis.spread().min() < axis.spread().max())
                .toList();
        System.out.println("| labels | brightness raised by, σ | lift, median | lift, most | reported, of " + seeds
                + " | p < 0.01 | another reported |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (double share : new double[] {0.5, 0.1}) {
            for (double shift : new double[] {0, 0.5, 1, 2, 3}) {
                line(dataset, axes, share, shift, size, seeds);
            }
        }
    }

    private static void line(Dataset dataset, List<Axis> axes, double share, double shift, int size, int seeds) {
        double[] lifts = new double[seeds];
        int reported = 0;
        int unlikely = 0;
        int others = 0;
        for (int seed = 0; seed < seeds; seed++) {
            RandomStream random = RandomStream.of(seed, "planted shortcut");
            int[] values = IntStream.range(0, dataset.size())
                    .map(id -> random.uniform(id) < share ? 1 : 0)
                    .toArray();
            int[] ids = IntStream.of(random.named("examples").permutation(dataset.size()))
                    .limit(size)
                    .sorted()
                    .toArray();
            List<Axis> shifted = new ArrayList<>();
            for (Axis axis : axes) {
                shifted.add(axis.name().equals("brightness") ? raised(axis, values, shift) : axis);
            }
            List<Shortcut> found = Shortcuts.of(new Labels(values, List.of("a", "b")), ids, shifted, seed);
            Shortcut planted = found.stream()
                    .filter(s -> s.axis().name().equals("brightness"))
                    .findFirst()
                    .orElseThrow();
            lifts[seed] = shift > 0 ? planted.lift() : found.get(0).lift();
            reported += strong(planted) ? 1 : 0;
            unlikely += (shift > 0 ? planted : found.get(0)).probability() < PROBABILITY ? 1 : 0;
            others += found.stream().anyMatch(s -> !s.axis().name().equals("brightness") && strong(s)) ? 1 : 0;
        }
        Arrays.sort(lifts);
        System.out.printf(
                "| %s | %.1f | %.2f | %.2f | %d | %d | %d |%n",
                share == 0.5 ? "50 to 50" : "90 to 10",
                shift,
                lifts[seeds / 2],
                lifts[seeds - 1],
                reported,
                unlikely,
                others);
    }

    private static boolean strong(Shortcut shortcut) {
        return shortcut.lift() >= LIFT && shortcut.probability() < PROBABILITY;
    }

    private static Axis raised(Axis axis, int[] labels, double shift) {
        double mean = Arrays.stream(axis.values()).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(axis.values())
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0));
        return new Axis(
                axis.name(),
                axis.unit(),
                IntStream.range(0, labels.length)
                        .mapToDouble(id -> axis.values()[id] + labels[id] * shift * deviation)
                        .toArray());
    }
}
