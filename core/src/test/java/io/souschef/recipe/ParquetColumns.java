package io.souschef.recipe;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The names of the columns of a Parquet file, as anybody's DuckDB sees them. */
final class ParquetColumns {
    private ParquetColumns() {}

    static List<String> of(Path file) {
        List<String> names = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT column_name FROM (DESCRIBE SELECT * FROM '" + file + "')")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return names;
    }
}
