package io.souschef.data.examples;

import io.souschef.data.axis.Axis;
import io.souschef.data.source.Progress;
import io.souschef.data.table.BadTable;
import io.souschef.data.table.Column;
import io.souschef.data.table.DuckTable;
import io.souschef.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Columns that come later into {@code examples.parquet}: what is known of the examples once a net has been trained. Their names are
 * written into the file beside them, so that the next time they are replaced and nothing else is; no other column changes.
 *
 * @see ExamplesTable
 */
public final class MoreColumns {
    /** The key under which the file says which columns came later. */
    private static final String KEY = "souschef_later";

    private MoreColumns() {}

    /**
     * Adds columns in place of all that came later than the table itself; whole or not at all. 100,000 rows of twelve columns and six more
     * take about a second.
     *
     * @param axes numbers by id, NaN becomes NULL
     * @param words by name, then by id, null where there is none
     * @return the names that they have; one that is taken has a line under it
     * @throws io.souschef.files.FileProblem where it can't be read or written
     */
    public static List<String> put(Path file, List<Axis> axes, Map<String, List<@Nullable String>> words) {
        List<String> names = new ArrayList<>();
        AtomicFile.replace(file, draft -> {
            try (DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement()) {
                names.clear();
                Set<String> later = later(statement, file);
                names.addAll(free(statement, file, later, axes, words));
                serve(connection, names, axes, words);
                statement.execute(copy(file, draft, later, names));
            } catch (SQLException e) {
                throw new IOException(
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
            }
        });
        return List.copyOf(names);
    }

    /**
     * The columns of some examples, in the order of their ids, but those that say which example it is, what its target is, and those that
     * came later.
     *
     * @param split train, validation or test
     */
    public static List<Column> known(Path file, String split) {
        Set<String> not = new HashSet<>(Set.of("id", "name", "split", "label", "target"));
        try (DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            not.addAll(later(statement, file));
            List<String> wanted = columns(statement, file).stream()
                    .filter(name -> !not.contains(name))
                    .map(MoreColumns::quoted)
                    .toList();
            if (wanted.isEmpty()) {
                return List.of();
            }
            String scan = "(SELECT %s FROM %s WHERE split = '%s' ORDER BY id)"
                    .formatted(String.join(", ", wanted), scan(file), split);
            return DuckTable.read(file, scan, Progress.SILENT).columns();
        } catch (SQLException e) {
            throw new BadTable(
                    file,
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "the table that this run has written");
        }
    }

    private static String scan(Path file) {
        return "read_parquet(" + DuckTable.literal(file) + ")";
    }

    private static Set<String> later(Statement statement, Path file) throws SQLException {
        try (ResultSet found =
                statement.executeQuery("SELECT decode(value) FROM parquet_kv_metadata(%s) WHERE key = '%s'::BLOB"
                        .formatted(DuckTable.literal(file), KEY))) {
            return found.next() ? new HashSet<>(Arrays.asList(found.getString(1).split(",", -1))) : new HashSet<>();
        }
    }

    private static List<String> columns(Statement statement, Path file) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet found =
                statement.executeQuery("SELECT column_name FROM (DESCRIBE SELECT * FROM %s)".formatted(scan(file)))) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    /** DuckDB does not tell names apart by their case. */
    private static List<String> free(
            Statement statement,
            Path file,
            Set<String> later,
            List<Axis> axes,
            Map<String, List<@Nullable String>> words)
            throws SQLException {
        Set<String> taken = columns(statement, file).stream()
                .filter(name -> !later.contains(name))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
        List<String> wanted = new ArrayList<>(axes.stream().map(Axis::name).toList());
        wanted.addAll(words.keySet());
        List<String> names = new ArrayList<>();
        for (String name : wanted) {
            String free = name;
            while (!taken.add(free.toLowerCase(Locale.ROOT))) {
                free = free + "_";
            }
            names.add(free);
        }
        return names;
    }

    private static void serve(
            DuckDBConnection connection, List<String> names, List<Axis> axes, Map<String, List<@Nullable String>> words)
            throws SQLException {
        int size = axes.isEmpty()
                ? words.values().stream().mapToInt(List::size).findFirst().orElse(0)
                : axes.get(0).values().length;
        List<DuckColumn> columns = new ArrayList<>();
        columns.add(new DuckColumn.Wholes("later_id", IntStream.range(0, size).toArray()));
        axes.forEach(axis -> columns.add(new DuckColumn.Reals(names.get(columns.size() - 1), axis.values())));
        words.values().forEach(each -> columns.add(new DuckColumn.Words(names.get(columns.size() - 1), each::get)));
        DuckRows.serve(connection, "later", columns, size);
    }

    private static String copy(Path file, Path draft, Set<String> later, List<String> names) {
        String without = later.isEmpty()
                ? ""
                : " EXCLUDE ("
                        + later.stream().sorted().map(MoreColumns::quoted).collect(Collectors.joining(", ")) + ")";
        String more = names.stream().map(name -> ", l." + quoted(name)).collect(Collectors.joining());
        return "COPY (SELECT e.*%s%s FROM %s e JOIN later() l ON e.id = l.later_id ORDER BY e.id) TO '%s' (FORMAT parquet, KV_METADATA {%s: '%s'})"
                .formatted(
                        without, more, scan(file), draft.toString().replace("'", "''"), KEY, String.join(",", names));
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
