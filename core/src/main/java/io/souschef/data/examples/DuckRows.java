package io.souschef.data.examples;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;

/**
 * What DuckDB asks for rows, some thousand at a time, in their order and by one thread. So nothing is copied into a table of its own first: of a million
 * rows of 31 columns appending took four times as long.
 */
record DuckRows(List<DuckColumn> columns, int size) implements DuckDBTableFunction<Object, int[], Object> {
    @Override
    public Object bind(DuckDBTableFunctionBindInfo info) {
        columns.forEach(column -> info.addResultColumn(column.name(), column.type()));
        info.setCardinality(size, true);
        return this;
    }

    /** The first row that was not asked for yet. */
    @Override
    public int[] init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1);
        return new int[1];
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter output) {
        int[] next = info.getInitData();
        int count = (int) Math.min(output.capacity(), size - next[0]);
        for (int c = 0; c < columns.size(); c++) {
            columns.get(c).write(output.vector(c), next[0], count);
        }
        next[0] += count;
        return count;
    }

    /** Makes the rows known to a connection: {@code SELECT * FROM name()}. */
    static void serve(Connection connection, String name, List<DuckColumn> columns, int size) throws SQLException {
        DuckDBFunctions.tableFunction()
                .withName(name)
                .withFunction(new DuckRows(columns, size))
                .register(connection);
    }
}
