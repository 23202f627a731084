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

    /** Written cell by cell. */
    sealed interface Single extends DuckColumn {
        boolean isMissing(int id);

        /** Writes the cell of {@code id}, which is there. */
        void put(DuckDBWritableVector cells, int place, int id);

        @Override
        default void write(DuckDBWritableVector cells, int from, int count) {
            for (int i = 0; i < count; i++) {
                if (isMissing(from + i)) {
                    cells.setNull(i);
                } else {
                    put(cells, i, from + i);
                }
            }
        }
    }

    /** By id; negative where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Wholes(String name, int[] values) implements Single {
        @Override
        public DuckDBColumnType type() {
            return DuckDBColumnType.INTEGER;
        }

        @Override
        public boolean isMissing(int id) {
            return values[id] < 0;
        }

        @Override
        public void put(DuckDBWritableVector cells, int place, int id) {
            cells.setInt(place, values[id]);
        }
    }

    /** By id; 0 is no, 1 is yes, negative where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Flags(String name, int[] values) implements Single {
        @Override
        public DuckDBColumnType type() {
            return DuckDBColumnType.BOOLEAN;
        }

        @Override
        public boolean isMissing(int id) {
            return values[id] < 0;
        }

        @Override
        public void put(DuckDBWritableVector cells, int place, int id) {
            cells.setBoolean(place, values[id] == 1);
        }
    }

    /** By id; NaN where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Reals(String name, double[] values) implements Single {
        @Override
        public DuckDBColumnType type() {
            return DuckDBColumnType.DOUBLE;
        }

        @Override
        public boolean isMissing(int id) {
            return Double.isNaN(values[id]);
        }

        @Override
        public void put(DuckDBWritableVector cells, int place, int id) {
            cells.setDouble(place, values[id]);
        }
    }
}
