package io.souschef.data.table;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.souschef.data.axis.Ascending;
import io.souschef.data.axis.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A number as an input: its distance from the median in units of the middle half's width, squeezed smoothly into (−3, 3) so that one
 * wild cell can't drown the others; and, where cells were missing in training, a second input that says so. A missing number is
 * the median.
 *
 * @param median over the training rows
 * @param scale what a distance of 1 is: the interquartile range; half the range where the quartiles are equal; 0 where all are
 * @param indicator whether there is an input that is 1 where the number is missing
 * @see <a href="https://arxiv.org/abs/2407.04491">Holzmüller, Grinsztajn and Steinwart 2024, robust scaling and smooth
 *     clipping, section 3.2</a>
 */
public record NumberEncoding(String name, double median, double scale, boolean indicator) implements ColumnEncoding {
    private static final double LIMIT = 3;

    /** @param ids of the rows that may be looked at */
    public static NumberEncoding fit(NumberColumn column, int[] ids) {
        double[] sorted = Ascending.known(Arrays.stream(ids).mapToDouble(id -> column.values()[id]));
        if (sorted.length == 0) {
            return new NumberEncoding(column.name(), 0, 0, true);
        }
        double scale = Quantiles.of(sorted, 0.75) - Quantiles.of(sorted, 0.25);
        if (scale == 0) {
            scale = (sorted[sorted.length - 1] - sorted[0]) / 2;
        }
        return new NumberEncoding(column.name(), Quantiles.of(sorted, 0.5), scale, sorted.length < ids.length);
    }

    @Override
    @JsonIgnore
    public int width() {
        return indicator ? 2 : 1;
    }

    @Override
    @JsonIgnore
    public List<String> features() {
        return indicator ? List.of(name, name + " is missing") : List.of(name);
    }

    @Override
    public void encode(String cell, float[] into, int at) {
        OptionalDouble value =
                Cells.MISSING.contains(cell.strip()) ? OptionalDouble.of(Double.NaN) : Cells.number(cell);
        encode(value.orElseThrow(() -> new NotANumber(name, cell)), into, at);
    }

    @Override
    public void encode(Column column, int row, float[] into, int at) {
        if (column instanceof NumberColumn numbers) {
            encode(numbers.values()[row], into, at);
        } else {
            encode(column.text(row), into, at);
        }
    }

    private void encode(double value, float[] into, int at) {
        boolean missing = Double.isNaN(value);
        double distance = missing || scale == 0 ? 0 : (value - median) / scale;
        into[at] = (float) (LIMIT * Math.sin(Math.atan(distance / LIMIT))); // = d / √(1 + (d / 3)²), without overflow
        if (indicator) {
            into[at + 1] = missing ? 1 : 0;
        }
    }
}
