package io.souschef.data.table;

import io.souschef.data.source.Progress;
import io.souschef.data.source.Unreadable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;

/** The door to DuckDB, which reads CSV and Parquet: every column of a file as numbers or as words, in the file's order. */
public final class DuckTable {
    private static final Pattern NUMBER =
            Pattern.compile("U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|REAL|DECIMAL.*|BIGNUM");
    private static final Pattern TIME = Pattern.compile("DATE|TIME.*");
    private static final Pattern WORD = Pattern.compile("VARCHAR|BOOLEAN|UUID|ENUM.*");

    private static final Pattern IN_WORDS = Pattern.compile("(\\d+) cells? where the header has (\\d+)");
    private static final Pattern CELLS = Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");

    /** Fewer are read by one core. */
    private static final long FEW_CELLS = 1_000_000;

    /** How a column is asked for, and how its cells are to be taken. */
    private record Asked(String name, String expression, boolean number) {}

    private final DuckDBConnection connection;
    private final Progress progress;
    private final List<SkippedColumn> unusable = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> dates = new HashSet<>();

    private DuckTable(DuckDBConnection connection, Progress progress) {
        this.connection = connection;
        this.progress = progress;
    }

    /**
     * @param scan DuckDB's table function over the file, e.g. {@code read_parquet('/data/x.parquet')}
     * @throws BadTable where DuckDB refuses the file
     */
    public static RawTable read(Path file, String scan, Progress progress) {
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true"); // or every result lies in memory once more
        try (DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", streaming)) {
            return new DuckTable(connection, progress).read(scan);
        } catch (SQLException e) {
            throw new BadTable(file, firstLine(e), "a table with a header and as many cells in every row");
        }
    }

    /** The path as a literal of SQL in which nothing stands for several files. */
    public static String literal(Path file) {
        String path = file.toAbsolutePath().toString().replaceAll("([*?\\[])", "[$1]");
        return "'" + path.replace("'", "''") + "'";
    }

    private RawTable read(String scan) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            progress.at(0, 1);
            statement.execute("CREATE TABLE t AS SELECT * FROM " + scan);
            List<Asked> asked = asked(statement);
            int size = count(statement);
            List<Column> columns = asked.isEmpty() ? List.of() : columns(asked, size);
            Map<Long, String> rejected = rejected(statement, scan);
            List<Unreadable> unreadable = rejected.entrySet().stream()
                    .map(line -> new Unreadable("line " + line.getKey(), line.getValue()))
                    .toList();
            return new RawTable(
                    columns, unusable, rows(size, rejected.keySet()), Optional.empty(), unreadable, notes, dates);
        }
    }

    private List<Asked> asked(Statement statement) throws SQLException {
        List<Asked> asked = new ArrayList<>();
        try (ResultSet types = statement.executeQuery("SELECT column_name, column_type FROM (DESCRIBE t)")) {
            while (types.next()) {
                String name = types.getString(1);
                String type = types.getString(2);
                String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
                if (NUMBER.matcher(type).matches()) {
                    asked.add(new Asked(name, "CAST(" + quoted + " AS DOUBLE)", true));
                } else if (TIME.matcher(type).matches()) {
                    boolean clock = type.startsWith("TIME") && !type.startsWith("TIMESTAMP");
                    asked.add(new Asked(name, "epoch(" + quoted + ")" + (clock ? "" : " / 86400.0"), true));
                    if (!clock) {
                        dates.add(name);
                    }
                    notes.add("column '%s' holds %s"
                            .formatted(name, clock ? "times: seconds of the day" : "dates: days since 1970-01-01"));
                } else if (WORD.matcher(type).matches()) {
                    asked.add(new Asked(name, "CAST(" + quoted + " AS VARCHAR)", false));
                } else {
                    unusable.add(new SkippedColumn(name, "of type " + type + ", neither number nor word"));
                }
            }
        }
        return asked;
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM t")) {
            count.next();
            return Math.toIntExact(count.getLong(1));
        }
    }

    /** All cores read, each some of the columns. */
    private List<Column> columns(List<Asked> asked, int size) throws SQLException {
        List<FilledColumn> filled = asked.stream()
                .map(column -> new FilledColumn(column.name, column.number, size))
                .toList();
        int cores = (long) size * asked.size() < FEW_CELLS
                ? 1
                : Runtime.getRuntime().availableProcessors();
        int parts = Math.min(cores, asked.size());
        Optional<SQLException> failed = IntStream.range(0, parts)
                .parallel()
                .mapToObj(part ->
                        fill(asked, filled, asked.size() * part / parts, asked.size() * (part + 1) / parts, size))
                .flatMap(Optional::stream)
                .findFirst();
        if (failed.isPresent()) {
            throw failed.get();
        }
        filled.forEach(column -> column.note(notes));
        return filled.stream().map(FilledColumn::whole).toList();
    }

    /** Fills columns; the mistake, if there is one, for a stream lets none out. */
    private Optional<SQLException> fill(List<Asked> asked, List<FilledColumn> filled, int from, int to, int size) {
        String select = String.join(
                ", ", asked.subList(from, to).stream().map(Asked::expression).toList());
        try (Connection own = connection.duplicate();
                PreparedStatement some = own.prepareStatement("SELECT " + select + " FROM t");
                DuckDBChunkedResult cells =
                        some.unwrap(DuckDBPreparedStatement.class).query()) {
            for (int row = 0; cells.nextChunk(); row += (int) cells.chunk().rowCount()) {
                if (from == 0) {
                    progress.at(row, size);
                }
                for (int c = from; c < to; c++) {
                    filled.get(c).take(cells.chunk().vector(c - from), row);
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    /** Lines of a CSV that are no row, with what is wrong with them. */
    private static Map<Long, String> rejected(Statement statement, String scan) throws SQLException {
        Map<Long, String> rejected = new TreeMap<>();
        if (scan.contains("store_rejects")) {
            String query = "SELECT line, error_message FROM reject_errors ORDER BY line, column_idx";
            try (ResultSet lines = statement.executeQuery(query)) {
                while (lines.next()) {
                    rejected.merge(lines.getLong(1), inWords(lines.getString(2)), DuckTable::moreTelling);
                }
            }
        }
        return rejected;
    }

    private static String inWords(String message) {
        Matcher cells = CELLS.matcher(message);
        return cells.find()
                ? cells.group(2) + (cells.group(2).equals("1") ? " cell" : " cells") + " where the header has "
                        + cells.group(1)
                : message.lines().findFirst().orElse("");
    }

    /** A line too short is reported once for each missing cell, the first time with its true length; one too long the other way round. */
    private static String moreTelling(String first, String last) {
        Matcher cells = IN_WORDS.matcher(first);
        boolean tooShort = cells.matches() && Integer.parseInt(cells.group(1)) < Integer.parseInt(cells.group(2));
        return tooShort || !cells.matches() ? first : last;
    }

    /** Numbers of the rows that were read, where those of some lines were not; the header is line 1. */
    private static int[] rows(int size, Set<Long> rejectedLines) {
        Set<Long> rejected = new HashSet<>(rejectedLines);
        int[] rows = new int[size];
        int next = 1;
        for (int i = 0; i < size; i++) {
            while (rejected.contains(next + 1L)) {
                next++;
            }
            rows[i] = next++;
        }
        return rows;
    }

    /** What DuckDB says first, but for what it says of its own queries. */
    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(line -> !line.contains("pending query result"))
                .map(line -> line.replaceFirst("^Error: ", "").strip())
                .findFirst()
                .orElse("");
    }
}
