package io.souschef.data.table;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words of a table that was read as Latin-1 and is UTF-8 in part, as where files of two programs were put together: "K\u00c3\u00b6ln" and
 * "K\u00f6ln" are one town. A word whose bytes are UTF-8 is taken for UTF-8; in Latin-1 hardly any word is.
 */
final class TwoEncodings {
    private TwoEncodings() {}

    static RawTable mended(RawTable table) {
        List<Column> columns = new ArrayList<>();
        long cells = 0;
        for (Column column : table.columns()) {
            Column mended = column;
            if (column instanceof CategoryColumn words) {
                int[] counts = words.counts();
                for (int k = 0; k < counts.length; k++) {
                    cells += mended(words.levels().get(k)).equals(words.levels().get(k)) ? 0 : counts[k];
                }
                mended = mended(words);
            }
            columns.add(mended);
        }
        if (cells == 0) {
            return table;
        }
        List<String> notes = new ArrayList<>(table.notes());
        notes.add("the file is in two encodings: %,d cells are UTF-8 and are read so; write it anew in one"
                .formatted(cells));
        return new RawTable(
                columns, table.unusable(), table.rows(), table.target(), table.unreadable(), notes, table.dates());
    }

    private static CategoryColumn mended(CategoryColumn words) {
        Map<String, Integer> places = new HashMap<>();
        List<String> levels = new ArrayList<>();
        int[] place = words.levels().stream()
                .map(TwoEncodings::mended)
                .mapToInt(word -> places.computeIfAbsent(word, fresh -> {
                    levels.add(fresh);
                    return levels.size() - 1;
                }))
                .toArray();
        int[] codes = new int[words.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = words.isMissing(row) ? CategoryColumn.MISSING : place[words.codes()[row]];
        }
        return new CategoryColumn(words.name(), codes, levels);
    }

    private static String mended(String word) {
        boolean ascii = word.chars().allMatch(c -> c < 0x80);
        boolean latin = word.chars().allMatch(c -> c <= 0xff);
        if (ascii || !latin) {
            return word;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(word.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return word;
        }
    }
}
