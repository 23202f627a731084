package io.souschef.data;

import io.souschef.data.text.Text;
import io.souschef.data.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * How a text becomes the input of a net: as a bag of words. Of every word of a list that was made on training texts alone, how often it
 * is in the text, on a logarithmic scale, and more if few texts have it (tf–idf); scaled so that the mean square of an input is 1. Words
 * that are not on the list, and the order of all, are lost; stage 1 says what that costs.
 *
 * @param column of the table that holds the text; empty where each is a file
 * @param words those that most texts have, the most frequent first
 * @param weights by word, 1 + ln(texts / texts that have it)
 */
public record TextEncoding(Optional<String> column, List<String> words, List<Double> weights) {
    /** Words on the list, and training texts that it is made of: of more the list is the same but for its end. */
    private static final int MOST = 4096, TEXTS = 20_000;

    /** A word in fewer texts can't be learnt. */
    private static final int FEW = 2;

    public TextEncoding {
        words = List.copyOf(words);
        weights = List.copyOf(weights);
        if (words.isEmpty() || words.size() != weights.size()) {
            throw new IllegalArgumentException("%d words and %d weights".formatted(words.size(), weights.size()));
        }
    }

    /**
     * A text's inputs that are not zero.
     *
     * @param columns ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    record Bag(int[] columns, float[] values) {
        void write(float[] inputs, int at) {
            for (int i = 0; i < columns.length; i++) {
                inputs[at + columns[i]] = values[i];
            }
        }
    }

    /** @param train ids of the texts that may be looked at */
    public static TextEncoding fit(Texts texts, int... train) {
        int step = Math.max(1, (train.length + TEXTS - 1) / TEXTS);
        int[] some = IntStream.range(0, train.length)
                .filter(i -> i % step == 0)
                .map(i -> train[i])
                .toArray();
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        Arrays.stream(some).parallel().forEach(id -> new HashSet<>(
                        Words.of(texts.get(id).content(), 0))
                .forEach(word -> counts.merge(word, 1, Integer::sum)));
        List<Map.Entry<String, Integer>> frequent = counts.entrySet().stream()
                .filter(word -> word.getValue() >= FEW)
                .sorted(Comparator.comparingInt((Map.Entry<String, Integer> word) -> -word.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST)
                .toList();
        if (frequent.isEmpty()) {
            throw new NoWords(some.length);
        }
        return new TextEncoding(
                texts.column(),
                frequent.stream().map(Map.Entry::getKey).toList(),
                frequent.stream()
                        .map(word -> 1 + Math.log((double) some.length / word.getValue()))
                        .toList());
    }

    /** How many inputs a text becomes. */
    public int width() {
        return words.size();
    }

    /** One text, [width]. */
    public float[] encode(Text text) {
        float[] inputs = new float[width()];
        encoder().bag(text).write(inputs, 0);
        return inputs;
    }

    /**
     * The text in a row that is not in any table, [width].
     *
     * @param row text by column, "" where a cell is missing
     * @throws MissingColumn where there is no such column
     */
    public float[] encode(Map<String, String> row) {
        String name = column.orElseThrow();
        String cell = row.get(name);
        if (cell == null) {
            throw new MissingColumn(name, row.keySet());
        }
        return encode(Text.of(name, cell));
    }

    /** Encodes many. */
    Encoder encoder() {
        return new Encoder();
    }

    /** With the places of the words at hand, found by their hashes: no word of a text is copied. */
    final class Encoder {
        private static final long NO_WORD = 0;

        private final int mask = Integer.highestOneBit(words.size()) * 4 - 1;
        private final long[] hashes = new long[mask + 1];
        private final int[] places = new int[mask + 1];

        private Encoder() {
            for (int place = 0; place < words.size(); place++) {
                String word = words.get(place);
                long hash = Words.hash(word, 0, word.length());
                int at = slot(hash);
                hashes[at] = hash;
                places[at] = place;
            }
        }

        /** Where the hash is, or would be. */
        private int slot(long hash) {
            int at = (int) hash & mask;
            while (hashes[at] != NO_WORD && hashes[at] != hash) {
                at = (at + 1) & mask;
            }
            return at;
        }

        Bag bag(Text text) {
            int[] times = new int[width()];
            List<Integer> columns = new ArrayList<>();
            String content = text.content();
            Words.scan(content, 0, (from, to) -> {
                int at = slot(Words.hash(content, from, to));
                if (hashes[at] != NO_WORD && times[places[at]]++ == 0) {
                    columns.add(places[at]);
                }
            });
            int[] sorted = columns.stream().mapToInt(c -> c).sorted().toArray();
            double[] values = Arrays.stream(sorted)
                    .mapToDouble(c -> (1 + Math.log(times[c])) * weights.get(c))
                    .toArray();
            double length = Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
            float[] scaled = new float[values.length];
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = (float) (values[i] / length * Math.sqrt(width()));
            }
            return new Bag(sorted, scaled);
        }
    }

    /** The words that are in an input, the weightiest first: the way back. */
    public List<String> decode(float[] inputs, int from, int most) {
        return IntStream.range(0, width())
                .filter(c -> inputs[from + c] != 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -inputs[from + c])
                        .thenComparingInt(c -> c))
                .limit(most)
                .map(words::get)
                .toList();
    }
}
