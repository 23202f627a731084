package io.souschef.data;

import java.util.Arrays;
import java.util.List;

/**
 * A class per example. The array is held, not copied, and is not to be written to.
 *
 * @param values per example, 0 … classes − 1
 * @param classes their names, in order
 * @param name what the label is of
 * @param because why this is a classification
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Labels(int[] values, List<String> classes, String name, String because) implements Targets {
    public Labels {
        classes = List.copyOf(classes);
        for (int value : values) {
            if (value < 0 || value >= classes.size()) {
                throw new IllegalArgumentException("label %d of %d classes".formatted(value, classes.size()));
            }
        }
    }

    public Labels(int[] values, List<String> classes) {
        this(values, classes, "class", "classification: labels are given");
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public String text(int id) {
        return classes.get(values[id]);
    }

    @Override
    public String describe() {
        return "%,d classes".formatted(classes.size());
    }

    /** How many of these examples each class has. */
    public int[] counts(int... ids) {
        int[] counts = new int[classes.size()];
        for (int id : ids) {
            counts[values[id]]++;
        }
        return counts;
    }

    @Override
    public void checkDiffering() {
        if (Arrays.stream(values).distinct().count() == 1) {
            throw new OneClass(name, text(0), size());
        }
    }
}
