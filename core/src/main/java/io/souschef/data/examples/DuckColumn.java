package io.souschef.data.examples;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/** A column of a table that DuckDB asks for, held by Java. */
sealed interface DuckColumn {
    String name();

    DuckDBColumnType type();

    /** Writes the cells of the rows from {@code from} on, as many as there are places. */
    void write(DuckDBWritableVector cells, int from, int count);

    /** By id; null where there is none. */
    interface Text {
        @Nullable
        String of(int id);
    }

    /** Words as they come. */
    record Words(String name, Text values) implements DuckColumn {
        @Override
        public DuckDBColumnType type() {
            return DuckDBColumnType.VARCHAR;
        }

        @Override
        public void write(DuckDBWritableVector cells, int from, int count) {
            byte[][] words = new byte[count][];
            for (int i = 0; i < count; i++) {
                String word = values.of(from + i);
                if (word != null) {
                    words[i] = word.getBytes(StandardCharsets.UTF_8);
                }
            }
            cells.setStringUtf8Batch(0, words);
        }
    }

    /** By id, an index into {@code levels}, in UTF-8; negative where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Coded(String name, int[] codes, byte[][] levels) implements DuckColumn {
        static Coded of(String name, int[] codes, List<String> levels) {
            return new Coded(
                    name,
                    codes,
                    levels.stream()
                            .map(level -> level.getBytes(StandardCharsets.UTF_8))
                            .toArray(byte[][]::new));
        }

        @Override
        public DuckDBColumnType type() {
            return DuckDBColumnType.VARCHAR;
        }

        @Override
        public void write(DuckDBWritableVector cells, int from, int count) {
            byte[][] words = new byte[count][];
            for (int i = 0; i < count; i++) {
                if (codes[from + i] >= 0) {
                    words[i] = levels[codes[from + i]];
                }
            }
            cells.setStringUtf8Batch(0, words);
        }
    }

    /** By id; negative where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Wholes(String name, int[] values) implements DuckColumn {
        @Override
        public DuckDBColumnType type() {
            return DuckDBColumnType.INTEGER;
        }

        @Override
        public void write(DuckDBWritableVector cells, int from, int count) {
            for (int i = 0; i < count; i++) {
                if (values[from + i] < 0) {
                    cells.setNull(i);
                } else {
                    cells.setInt(i, values[from + i]);
                }
            }
        }
    }

    /** By id; 0 is no, 1 is yes, negative where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Flags(String name, int[] values) implements DuckColumn {
        @Override
        public DuckDBColumnType type() {
            return DuckDBColumnType.BOOLEAN;
        }

        @Override
        public void write(DuckDBWritableVector cells, int from, int count) {
            for (int i = 0; i < count; i++) {
                if (values[from + i] < 0) {
                    cells.setNull(i);
                } else {
                    cells.setBoolean(i, values[from + i] == 1);
                }
            }
        }
    }

    /** By id; NaN where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Reals(String name, double[] values) implements DuckColumn {
        @Override
        public DuckDBColumnType type() {
            return DuckDBColumnType.DOUBLE;
        }

        @Override
        public void write(DuckDBWritableVector cells, int from, int count) {
            for (int i = 0; i < count; i++) {
                if (Double.isNaN(values[from + i])) {
                    cells.setNull(i);
                } else {
                    cells.setDouble(i, values[from + i]);
                }
            }
        }
    }
}
