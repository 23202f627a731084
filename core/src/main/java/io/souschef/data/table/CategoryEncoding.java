package io.souschef.data.table;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A word as inputs: one per level that is frequent in training, one for all others, rare or never seen, and, where cells were
 * missing in training, one for those. Exactly one of them is 1. A missing cell where none was missing is one of the others.
 *
 * @param levels that have an input of their own, in alphabetical order
 * @param indicator whether there is an input that is 1 where the word is missing
 */
public record CategoryEncoding(String name, List<String> levels, boolean indicator) implements ColumnEncoding {
    /** What a net can learn about a level from fewer rows is mostly their noise. */
    static final int RARE = 10;

    /** The most frequent ones; more inputs than that cost more than they say. */
    static final int MOST = 100;

    public CategoryEncoding {
        levels = List.copyOf(levels);
    }

    /** @param ids of the rows that may be looked at */
    public static CategoryEncoding fit(CategoryColumn column, int[] ids) {
        CategoryColumn training = column.rows(ids);
        int[] counts = training.counts();
        int rare = Math.min(RARE, Math.max(2, ids.length / 50));
        List<String> kept = IntStream.range(0, counts.length)
                .filter(code -> counts[code] >= rare)
                .boxed()
                .sorted(Comparator.comparingInt((Integer code) -> -counts[code]))
                .limit(MOST)
                .map(column.levels()::get)
                .sorted()
                .toList();
        return new CategoryEncoding(column.name(), kept, training.missing() > 0);
    }

    @Override
    @JsonIgnore
    public int width() {
        return levels.size() + 1 + (indicator ? 1 : 0);
    }

    @Override
    @JsonIgnore
    public List<String> features() {
        List<String> features = new ArrayList<>();
        levels.forEach(level -> features.add(name + " = " + level));
        features.add(name + " is another");
        if (indicator) {
            features.add(name + " is missing");
        }
        return features;
    }

    @Override
    public void encode(String cell, float[] into, int at) {
        into[at + slot(cell.strip())] = 1;
    }

    private int slot(String word) {
        if (Cells.MISSING.contains(word)) {
            return indicator ? levels.size() + 1 : levels.size();
        }
        int level = Collections.binarySearch(levels, word);
        return level >= 0 ? level : levels.size();
    }
}
