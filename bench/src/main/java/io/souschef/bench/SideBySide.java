package io.souschef.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Asks Souschef and Python PyTorch in turns, A B A B ..., and prints medians and the ratio of each pair: {@code PYTHON PEER.PY
 * [ROUNDS [WORK ...]]}.
 */
public final class SideBySide {
    /** A burst is long enough to time and short enough that both sides see the same machine. */
    private record Burst(String work, int times, int warmUp, int roundsAtMost) {}

    private static final List<Burst> BURSTS = List.of(
            new Burst("gemm-2048", 1, 5, 99),
            new Burst("mlp-64", 100, 3000, 99),
            new Burst("convnet-64", 3, 60, 99),
            new Burst("convnet-128", 2, 30, 99),
            new Burst("resnet20-128", 1, 10, 99),
            new Burst("epoch", 1, 0, 3),
            new Burst("epoch-augmented", 1, 0, 3));

    private SideBySide() {}

    public static void main(String[] args) throws IOException {
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 15;
        List<String> only = Arrays.asList(args).subList(Math.min(3, args.length), args.length);
        PrintStream out = System.out;
        try (Side ours = new Side(java());
                Side peer = new Side(List.of(args[0], args[1]))) {
            out.println("ours  " + ours.hello());
            out.println("peer  " + peer.hello());
            out.printf(Locale.ROOT, "%-16s %10s %10s %8s %17s%n", "", "ours, ms", "peer, ms", "ratio", "middle half");
            out.printf(Locale.ROOT, "%-16s %10.0f %10.0f%n", "start", ours.startMillis(), peer.startMillis());
            for (Burst burst : BURSTS) {
                if (only.isEmpty() ? burst.roundsAtMost() > 3 : only.contains(burst.work())) {
                    out.println(row(burst, ours, peer, Math.min(rounds, burst.roundsAtMost())));
                }
            }
        }
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName());
    }

    private static String row(Burst burst, Side ours, Side peer, int rounds) throws IOException {
        if (burst.warmUp() > 0) {
            ours.ask(burst.work(), burst.warmUp());
            peer.ask(burst.work(), burst.warmUp());
        }
        double[] mine = new double[rounds], its = new double[rounds], ratios = new double[rounds];
        for (int r = 0; r < rounds; r++) {
            mine[r] = ours.ask(burst.work(), burst.times());
            its[r] = peer.ask(burst.work(), burst.times());
            ratios[r] = mine[r] / its[r];
        }
        return String.format(
                Locale.ROOT,
                "%-16s %10.3f %10.3f %8.2f %8.2f … %6.2f",
                burst.work(),
                quantile(mine, 0.5),
                quantile(its, 0.5),
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75));
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
