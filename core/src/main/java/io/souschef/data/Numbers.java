package io.souschef.data;

import io.souschef.data.table.NumberColumn;
import java.util.Arrays;

/**
 * A number per example. The array is held, not copied, and is not to be written to.
 *
 * @param values per example, finite
 * @param name the column they come from
 * @param because why this is a regression
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Numbers(double[] values, String name, String because) implements Targets {
    public Numbers {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a target is " + value);
            }
        }
    }

    public Numbers(double[] values, String name) {
        this(values, name, "regression: numbers are given");
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public String text(int id) {
        return NumberColumn.plain(values[id]);
    }

    @Override
    public String describe() {
        return "a number, %s … %s"
                .formatted(
                        NumberColumn.plain(Arrays.stream(values).min().orElse(Double.NaN)),
                        NumberColumn.plain(Arrays.stream(values).max().orElse(Double.NaN)));
    }

    @Override
    public void checkDiffering() {
        if (Arrays.stream(values).distinct().count() == 1) {
            throw new EqualTargets(name, values[0], size());
        }
    }
}
