package io.souschef.data.table;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** What is written in a cell of a table. */
public final class Cells {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final Set<String> NOT_FINITE =
            Set.of("nan", "-nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    /** What stands for nothing, in the files that people have. */
    static final Set<String> MISSING = Set.of("", "NA", "N/A", "n/a", "NULL", "null", "?", "NaN", "nan", "#N/A");

    private Cells() {}

    /** The number, NaN for one that is not finite; empty where the text is no number. */
    public static OptionalDouble number(String text) {
        String cell = text.strip();
        if (NUMBER.matcher(cell).matches()) {
            double value = Double.parseDouble(cell);
            return OptionalDouble.of(Double.isFinite(value) ? value : Double.NaN);
        }
        return NOT_FINITE.contains(cell.toLowerCase(Locale.ROOT))
                ? OptionalDouble.of(Double.NaN)
                : OptionalDouble.empty();
    }
}
