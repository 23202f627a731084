package io.souschef.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Data of a million examples for {@code souschef inspect}, and what it found of the faults that were put in. PICTURES FOLDER [SIZE] or TEXTS FILE
 * [SIZE] makes them ({@code pictures made/million}, {@code texts made/million.csv}); FOUND KIND SIZE RUN compares what is in the run's directory
 * with what was put in ({@code found pictures 1000000 runs/million}).
 */
public final class MillionBench {
    private MillionBench() {}

    public static void main(String[] args) throws IOException, SQLException {
        int size = args.length > 2 ? Integer.parseInt(args[2]) : 1_000_000;
        switch (args[0]) {
            case "pictures" -> MadeMillion.pictures(Path.of(args[1]), size);
            case "texts" -> MadeMillion.texts(Path.of(args[1]), size);
            default ->
                found(args[1].equals("texts") ? MadeMillion.TEXTS : MadeMillion.PICTURES, size, Path.of(args[3]));
        }
    }

    private static void found(MadeMillion made, int size, Path run) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            copies(made, size, run, statement);
            labels(made, run, statement);
        }
    }

    private static void copies(MadeMillion made, int size, Path run, Statement statement) throws SQLException {
        Set<Long> planted = new HashSet<>();
        IntStream.range(0, size)
                .filter(i -> made.original(i) != i)
                .forEach(i -> planted.add((long) made.original(i) << 32 | i));
        Set<Long> told = new HashSet<>();
        try (ResultSet pairs = statement.executeQuery(
                "SELECT \"first\", \"second\" FROM read_csv('%s', all_varchar = true, header = true)"
                        .formatted(run.resolve("near-duplicates.csv")))) {
            while (pairs.next()) {
                int a = number(made, pairs.getString(1));
                int b = number(made, pairs.getString(2));
                told.add((long) Math.min(a, b) << 32 | Math.max(a, b));
            }
        }
        long found = planted.stream().filter(told::contains).count();
        System.out.printf(
                "copies: %,d of %,d found, and %,d pairs besides%n", found, planted.size(), told.size() - found);
    }

    private static void labels(MadeMillion made, Path run, Statement statement) throws SQLException {
        List<Double> suspicions = new ArrayList<>();
        List<Boolean> wrongs = new ArrayList<>();
        List<Integer> suspects = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT name, label_suspicion, suspect FROM '%s' WHERE label_suspicion IS NOT NULL"
                        .formatted(run.resolve("examples.parquet")))) {
            while (rows.next()) {
                if (rows.getBoolean(3)) {
                    suspects.add(wrongs.size());
                }
                suspicions.add(rows.getDouble(2));
                wrongs.add(made.isWrong(number(made, rows.getString(1))));
            }
        }
        boolean[] wrong = new boolean[wrongs.size()];
        IntStream.range(0, wrong.length).forEach(i -> wrong[i] = wrongs.get(i));
        int[] ranking = Roc.ranking(
                suspicions.stream().mapToDouble(suspicion -> suspicion).toArray());
        System.out.printf(
                "labels: %,d judged, %,d of them wrong; AUROC %.4f, average precision %.4f; of %,d suspects %,d wrong%n",
                wrong.length,
                wrongs.stream().filter(one -> one).count(),
                Roc.area(ranking, wrong),
                Roc.averagePrecision(ranking, wrong),
                suspects.size(),
                suspects.stream().filter(wrongs::get).count());
    }

    /** "images row 7" is number 7, "row 1" of a CSV number 0. */
    private static int number(MadeMillion made, String name) {
        int row = Integer.parseInt(name.substring(name.lastIndexOf(' ') + 1));
        return made.equals(MadeMillion.TEXTS) ? row - 1 : row;
    }
}
