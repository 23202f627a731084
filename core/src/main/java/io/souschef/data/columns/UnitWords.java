package io.souschef.data.columns;

import io.souschef.data.table.CategoryColumn;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with their unit written behind (or a currency before) them, which makes words of them: "12.5 kg", "$ 3,000". */
public final class UnitWords {
    private static final Pattern MEASURED =
            Pattern.compile("([$€£¥])?\\s*[+-]?\\d[\\d.,' ]*(?:[eE][+-]?\\d+)?\\s*(\\D{1,8})?");

    private static final Set<String> UNITS =
            Set.of(("kg g mg µg lb lbs oz t st km m cm mm µm nm mi mile miles ft feet in inch inches yd "
                            + "l ml cl dl gal qt pt ha m2 m² km² sqft °c °f % ‰ s sec secs ms min mins h hr hrs hour hours d day days wk "
                            + "week weeks mo month months y yr yrs year years kb mb gb tb kib mib gib w kw mw hp bhp mv ma hz khz mhz ghz "
                            + "mph kmh km/h kph m/s mpg kmpl cc pa kpa hpa bar mbar psi kj cal kcal usd eur gbp $ € £ ¥ px dpi \" ' °")
                    .split(" "));

    /** The share of filled cells that are a number with a known unit, if the column is of that kind. */
    private static final double MOST = 0.8;

    private UnitWords() {}

    /** The units of such a column with their rows; empty for any other column. */
    public static Map<String, Integer> of(CategoryColumn column) {
        int[] counts = column.counts();
        Map<String, Integer> units = new TreeMap<>();
        long measured = 0;
        for (int code = 0; code < counts.length; code++) {
            Matcher cell = MEASURED.matcher(column.levels().get(code));
            if (counts[code] > 0 && cell.matches()) {
                String unit = (cell.group(1) == null ? "" : cell.group(1))
                        + (cell.group(2) == null ? "" : cell.group(2)).strip().toLowerCase(Locale.ROOT);
                if (UNITS.contains(unit)) {
                    units.merge(unit, counts[code], Integer::sum);
                    measured += counts[code];
                }
            }
        }
        long cells = Arrays.stream(counts).asLongStream().sum();
        if (measured == 0 || measured < MOST * cells) {
            units.clear();
        }
        return units;
    }
}
