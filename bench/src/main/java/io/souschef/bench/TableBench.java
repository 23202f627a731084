package io.souschef.bench;

import io.souschef.data.Dataset;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Order;
import io.souschef.recipe.Recipe;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Watcher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How long a table takes to be looked at, part by part. {@code FILE make ROWS COLUMNS} writes a table first; {@code FILE [TARGET]} takes one that is
 * there. Seconds by the clock, seconds of all cores together, and both as multiples of what DuckDB alone needs to read the file into memory: the
 * clock depends on what else runs, the rest hardly does.
 */
public final class TableBench {
    private static final double WORTH_SAYING = 0.2;

    private TableBench() {}

    public static void main(String[] args) throws IOException, SQLException {
        Path file = Path.of(args[0]);
        if (args.length > 1 && args[1].equals("make")) {
            MadeTable.write(file, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        }
        Moment before = Moment.now();
        duckDb(file);
        Moment yardstick = Moment.now().since(before);
        System.out.printf(Locale.ROOT, "%,d MB%n%-44s %8s %8s%n", Files.size(file) >> 20, "", "clock", "cores");
        Parts parts = new Parts(yardstick);
        parts.say("DuckDB alone", yardstick);
        Moment begun = Moment.now();
        boolean named = args.length > 1 && !args[1].equals("make");
        Dataset dataset =
                Pantry.open(file.toString(), named ? Options.standard().withTarget(args[1]) : Options.standard());
        parts.over("read, typed, split", "prepared");
        Path out = Files.createTempDirectory("table-bench");
        Order order = new Order("bench", 1337, Optional.empty(), false, Set.of(1), out);
        new Recipe().run(order, dataset, parts, System.nanoTime());
        parts.say("all", Moment.now().since(begun));
        System.out.println(dataset.describe());
        System.out.println(peak());
    }

    private static void duckDb(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t AS SELECT * FROM read_csv('%s')"
                    .formatted(file.toString().replace("'", "''")));
        }
    }

    /** Seconds by the clock, and of all cores together. */
    private record Moment(double clock, double cores) {
        static Moment now() {
            long cores = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
            return new Moment(System.nanoTime() / 1e9, cores / 1e9);
        }

        Moment since(Moment before) {
            return new Moment(clock - before.clock, cores - before.cores);
        }
    }

    /** What the process has had in memory at most; empty where the system does not say. */
    private static String peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .findFirst()
                        .orElse("")
                : "";
    }

    /** Prints what takes its time. */
    private static final class Parts implements Watcher {
        private final Moment yardstick;
        private String doing = "";
        private Moment since = Moment.now();

        Parts(Moment yardstick) {
            this.yardstick = yardstick;
        }

        void say(String what, Moment took) {
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %6.1f s %6.1f s   %5.2f %5.2f%n",
                    what,
                    took.clock,
                    took.cores,
                    took.clock / yardstick.clock,
                    took.cores / yardstick.cores);
        }

        void over(String what, String next) {
            Moment now = Moment.now();
            Moment took = now.since(since);
            if (took.cores >= WORTH_SAYING) {
                say(what, took);
            }
            doing = next;
            since = now;
        }

        @Override
        public synchronized void progress(String what, double share, String detail) {
            if (!what.equals(doing)) {
                over(doing, what);
            }
        }

        @Override
        public synchronized void found(Finding finding) {
            over(finding.code(), "after " + finding.code());
        }

        @Override
        public synchronized void stageFinished(Stage stage, double seconds) {
            over(doing, "notebook");
        }
    }
}
