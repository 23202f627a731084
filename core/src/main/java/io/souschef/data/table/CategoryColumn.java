package io.souschef.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A column of words from a list. The array is held, not copied, and is not to be written to.
 *
 * @param codes one per row, an index into {@code levels}, or −1 where it is missing
 * @param levels the different values, each once
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record CategoryColumn(String name, int[] codes, List<String> levels) implements Column {
    public static final int MISSING = -1;

    public CategoryColumn {
        levels = List.copyOf(levels);
        for (int code : codes) {
            if (code < MISSING || code >= levels.size()) {
                throw new IllegalArgumentException(
                        "column '%s': code %d of %d levels".formatted(name, code, levels.size()));
            }
        }
    }

    @Override
    public int size() {
        return codes.length;
    }

    @Override
    public boolean isMissing(int row) {
        return codes[row] == MISSING;
    }

    @Override
    public String text(int row) {
        return isMissing(row) ? "" : levels.get(codes[row]);
    }

    @Override
    public long bits(int row) {
        return codes[row];
    }

    @Override
    public CategoryColumn rows(int... rows) {
        return new CategoryColumn(
                name, Arrays.stream(rows).map(row -> codes[row]).toArray(), levels);
    }

    @Override
    public String describe() {
        return "category, %,d levels%s"
                .formatted(levels.size(), missing() > 0 ? ", %,d missing".formatted(missing()) : "");
    }

    /** How often each level occurs. */
    public int[] counts() {
        int[] counts = new int[levels.size()];
        for (int code : codes) {
            if (code != MISSING) {
                counts[code]++;
            }
        }
        return counts;
    }

    /** The same, with the levels in alphabetical order and only those that occur. */
    public CategoryColumn sorted() {
        int[] counts = counts();
        TreeSet<String> used = new TreeSet<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                used.add(levels.get(code));
            }
        }
        List<String> order = new ArrayList<>(used);
        Map<String, Integer> place = new HashMap<>();
        order.forEach(level -> place.put(level, place.size()));
        int[] fresh = levels.stream()
                .mapToInt(level -> place.getOrDefault(level, MISSING))
                .toArray();
        return new CategoryColumn(
                name,
                Arrays.stream(codes)
                        .map(code -> code == MISSING ? MISSING : fresh[code])
                        .toArray(),
                order);
    }
}
