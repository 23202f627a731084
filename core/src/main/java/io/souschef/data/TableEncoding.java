package io.souschef.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.CategoryEncoding;
import io.souschef.data.table.Column;
import io.souschef.data.table.ColumnEncoding;
import io.souschef.data.table.NotANumber;
import io.souschef.data.table.NumberColumn;
import io.souschef.data.table.NumberEncoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How a row of a table becomes the input of a net, with every number in it fitted on training rows alone. It is kept beside the model:
 * whoever predicts needs the same one.
 *
 * <pre>{@code
 * TableEncoding encoding = TableEncoding.fit(table, dataset.split().train());
 * float[] row = encoding.encode(table, 17);
 * float[] fresh = TableEncoding.fromJson(encoding.toJson()).encode(Map.of("carat", "0.31", "cut", "Ideal"));
 * }</pre>
 *
 * @param columns in the table's order
 */
public record TableEncoding(List<ColumnEncoding> columns) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public TableEncoding {
        columns = List.copyOf(columns);
    }

    /** @param train ids of the rows that may be looked at */
    public static TableEncoding fit(Table table, int... train) {
        return new TableEncoding(table.columns().parallelStream()
                .<ColumnEncoding>map(column -> column instanceof NumberColumn numbers
                        ? NumberEncoding.fit(numbers, train)
                        : CategoryEncoding.fit((CategoryColumn) column, train))
                .toList());
    }

    /** How many inputs a row becomes. */
    public int width() {
        return columns.stream().mapToInt(ColumnEncoding::width).sum();
    }

    /** Which of the inputs are numbers, as far as they aren't only zeros and ones. */
    public int[] numbers() {
        List<Integer> numbers = new ArrayList<>();
        int at = 0;
        for (ColumnEncoding column : columns) {
            if (column instanceof NumberEncoding) {
                numbers.add(at);
            }
            at += column.width();
        }
        return numbers.stream().mapToInt(i -> i).toArray();
    }

    /** What each input is: "carat", "cut = Ideal", "cut is another", "depth is missing". */
    public List<String> features() {
        return columns.stream().flatMap(column -> column.features().stream()).toList();
    }

    /**
     * One row, [width].
     *
     * @throws MissingColumn where the table is another one
     */
    public float[] encode(Table table, int id) {
        return encode(table, new int[] {id});
    }

    /** Many rows in one array, [ids.length, width]. */
    public float[] encode(Table table, int[] ids) {
        int width = width();
        float[] inputs = new float[Math.multiplyExact(ids.length, width)];
        Map<String, Column> byName = new HashMap<>();
        table.columns().forEach(column -> byName.putIfAbsent(column.name(), column));
        List<Column> read = columns.stream()
                .map(encoding -> in(byName, encoding.name(), table))
                .toList();
        IntStream.range(0, ids.length).parallel().forEach(i -> {
            int at = i * width;
            for (int c = 0; c < read.size(); c++) {
                columns.get(c).encode(read.get(c), ids[i], inputs, at);
                at += columns.get(c).width();
            }
        });
        return inputs;
    }

    /**
     * A row that is not in any table, [width]. Columns that the model was not shown are passed over.
     *
     * @param row text by column, "" where a cell is missing
     * @throws MissingColumn where there is no such column at all
     * @throws NotANumber where a number is expected
     */
    public float[] encode(Map<String, String> row) {
        float[] inputs = new float[width()];
        int at = 0;
        for (ColumnEncoding column : columns) {
            String cell = row.get(column.name());
            if (cell == null) {
                throw new MissingColumn(column.name(), row.keySet());
            }
            column.encode(cell, inputs, at);
            at += column.width();
        }
        return inputs;
    }

    /** For a file beside the model. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("numbers and words can be written as JSON", e);
        }
    }

    /**
     * What {@link #toJson} wrote.
     *
     * @throws BadEncoding where it is something else
     */
    public static TableEncoding fromJson(String json) {
        try {
            return JSON.readValue(json, TableEncoding.class);
        } catch (JsonProcessingException e) {
            throw new BadEncoding(e.getOriginalMessage());
        }
    }

    private static Column in(Map<String, Column> byName, String name, Table table) {
        Column column = byName.get(name);
        if (column == null) {
            throw new MissingColumn(
                    name, table.columns().stream().map(Column::name).toList());
        }
        return column;
    }
}
