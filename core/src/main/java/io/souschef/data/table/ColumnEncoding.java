package io.souschef.data.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How the cells of one column become inputs of a net. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NumberEncoding.class, name = "number"),
    @JsonSubTypes.Type(value = CategoryEncoding.class, name = "category")
})
public sealed interface ColumnEncoding permits NumberEncoding, CategoryEncoding {
    /** Of the column. */
    String name();

    /** How many inputs it becomes. */
    int width();

    /** What each of them is. */
    List<String> features();

    /**
     * Writes the inputs of one cell.
     *
     * @param cell as text, "" where it is missing
     * @param into is zero from {@code at} to {@code at + width()}
     * @throws NotANumber where a number is expected and is not there
     */
    void encode(String cell, float[] into, int at);

    /** Writes the inputs of one cell of a column that was read; the same as for its text. */
    default void encode(Column column, int row, float[] into, int at) {
        encode(column.text(row), into, at);
    }
}
