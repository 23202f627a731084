package io.souschef.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Whether a column holds numbers or categories, or is of no use, and why. What is decided for the user is said in the notes. */
public final class ColumnTypes {
    /** A column in which so many cells are numbers is a column of numbers with slips of the pen. */
    private static final double MOSTLY = 0.95;

    private static final int CELLS_SHOWN = 5;

    /** In a table of fewer rows, words that are all different are chance. */
    private static final int FEW = 20;

    private static final Pattern IDENTIFIER =
            Pattern.compile("(?i)(.*[_ .-])?(id|index|idx|uuid|guid|row|rownames?|no|nr)");

    private final int[] rows;
    private final List<String> notes;
    private final List<Slips> slips = new ArrayList<>();

    /** @param rows the file's number of each row */
    public ColumnTypes(int[] rows, List<String> notes) {
        this.rows = rows;
        this.notes = notes;
    }

    /** What was no number in columns of numbers, of all columns so far. */
    public List<Slips> slips() {
        return slips;
    }

    /** What the column is by its content. */
    public Column inferred(Column column) {
        if (!(column instanceof CategoryColumn words)) {
            return column;
        }
        int[] counts = words.counts();
        long cells = Arrays.stream(counts).asLongStream().sum();
        long numbers = 0;
        for (int code = 0; code < counts.length; code++) {
            numbers += Cells.number(words.levels().get(code)).isPresent() ? counts[code] : 0;
        }
        return cells > 0 && numbers >= MOSTLY * cells ? number(column) : words;
    }

    /** As numbers; what is no number is missing. */
    public NumberColumn number(Column column) {
        if (column instanceof NumberColumn numbers) {
            return numbers;
        }
        CategoryColumn words = (CategoryColumn) column;
        List<OptionalDouble> parsed = words.levels().stream().map(Cells::number).toList();
        double[] values = new double[words.size()];
        List<String> odd = new ArrayList<>();
        int notFinite = 0;
        for (int row = 0; row < values.length; row++) {
            OptionalDouble cell = words.isMissing(row) ? OptionalDouble.of(Double.NaN) : parsed.get(words.codes()[row]);
            values[row] = cell.orElse(Double.NaN);
            if (cell.isEmpty()) {
                odd.add("row %d '%s'".formatted(rows[row], words.text(row)));
            } else if (!words.isMissing(row) && Double.isNaN(values[row])) {
                notFinite++;
            }
        }
        if (!odd.isEmpty()) {
            slips.add(new Slips(
                    column.name(),
                    odd.size(),
                    column.size() - column.missing(),
                    odd.subList(0, Math.min(CELLS_SHOWN, odd.size()))));
            notes.add("column '%s' holds numbers; %,d %s as missing: %s%s"
                    .formatted(
                            column.name(),
                            odd.size(),
                            odd.size() == 1 ? "cell that is none counts" : "cells that are none count",
                            String.join(", ", odd.subList(0, Math.min(CELLS_SHOWN, odd.size()))),
                            odd.size() > CELLS_SHOWN ? ", …" : ""));
        }
        noteNotFinite(column.name(), notFinite, notes);
        return new NumberColumn(column.name(), values);
    }

    static void noteNotFinite(String column, int count, List<String> notes) {
        if (count > 0) {
            notes.add("column '%s': %,d %s infinite and %s as missing, like empty cells and NaN"
                    .formatted(column, count, count == 1 ? "cell is" : "cells are", count == 1 ? "counts" : "count"));
        }
    }

    /** As categories: every different value is one. */
    public CategoryColumn category(Column column) {
        if (column instanceof CategoryColumn words) {
            return words.sorted();
        }
        double[] values = ((NumberColumn) column).values();
        TreeMap<Double, Integer> levels = new TreeMap<>();
        Arrays.stream(values).filter(v -> !Double.isNaN(v)).forEach(v -> levels.put(v + 0.0, 0));
        int code = 0;
        for (var level : levels.entrySet()) {
            level.setValue(code++);
        }
        int[] codes = Arrays.stream(values)
                .mapToInt(v -> levels.getOrDefault(v + 0.0, CategoryColumn.MISSING))
                .toArray();
        return new CategoryColumn(
                column.name(),
                codes,
                levels.keySet().stream().map(NumberColumn::plain).toList());
    }

    /** Why the column tells a net nothing, where that is so. */
    public Optional<String> useless(Column column) {
        int present = column.size() - column.missing();
        if (present == 0) {
            return Optional.of("it is empty");
        }
        return column instanceof NumberColumn numbers
                ? useless(numbers, present)
                : useless((CategoryColumn) column, present);
    }

    private static Optional<String> useless(NumberColumn column, int present) {
        if (present < column.size()) {
            return Optional.empty();
        }
        double[] values = column.values();
        boolean constant = true;
        boolean counts = present >= FEW;
        for (int row = 1; row < values.length && (constant || counts); row++) {
            constant &= values[row] == values[0];
            counts &= values[row] == values[row - 1] + 1;
        }
        if (constant) {
            return Optional.of("constant: every row is " + column.text(0));
        }
        if (counts && column.isWhole()) {
            return Optional.of("it counts the rows");
        }
        boolean named = present >= FEW && IDENTIFIER.matcher(column.name()).matches();
        return named && column.isWhole() && column.distinct() == present
                ? Optional.of("an identifier: different in every row")
                : Optional.empty();
    }

    private static Optional<String> useless(CategoryColumn column, int present) {
        int distinct =
                (int) Arrays.stream(column.counts()).filter(count -> count > 0).count();
        if (distinct == 1 && present == column.size()) {
            return Optional.of("constant: every row is '" + column.text(0) + "'");
        }
        if (present >= FEW && distinct > present / 2) {
            return Optional.of(
                    "identifiers or free text: %,d different values in %,d cells".formatted(distinct, present));
        }
        return Optional.empty();
    }
}
