package io.souschef.data.summary;

import io.souschef.data.Duplicates;
import io.souschef.data.Texts;
import io.souschef.data.text.Text;
import io.souschef.data.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lines that many texts have in common: signatures, disclaimers, templates, menus of web pages. Case, white space and the headers of mails
 * do not count, nor do lines of less than {@value #SHORT} letters and digits; equal texts count as one.
 *
 * @param lines the most frequent first, among equally frequent ones that of the earliest text; {@value #MOST} at most
 * @param shares by id, of the characters of the text, how many are in such lines; 0 in an empty text
 * @param least texts that a line must be in to count
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Boilerplate(List<Line> lines, double[] shares, int least) {
    private static final int SHORT = 15, MOST = 40;

    /** Of all texts, but never fewer than this. */
    private static final double SHARE = 0.01;

    private static final int FEW = 10;

    /**
     * One of these lines.
     *
     * @param text as it stands in the first of them
     * @param ids of the texts that have it, ascending; of equal texts all
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    public record Line(String text, int[] ids) {}

    /** Is told of a line. */
    private interface Sink {
        void line(int from, int to, long hash);
    }

    /** Read twice, on all cores. */
    public static Boilerplate of(Texts texts) {
        int[] first = Duplicates.firstOf(texts);
        int least = (int) Math.max(FEW, Math.ceil(SHARE * texts.size()));
        long[] all = IntStream.range(0, texts.size())
                .parallel()
                .filter(id -> first[id] == id)
                .mapToObj(id -> distinct(texts.get(id)))
                .flatMapToLong(Arrays::stream)
                .toArray();
        Arrays.parallelSort(all);
        Map<Long, Integer> counts = new HashMap<>();
        for (int from = 0, to; from < all.length; from = to) {
            to = from;
            while (to < all.length && all[to] == all[from]) {
                to++;
            }
            if (to - from >= least) {
                counts.put(all[from], to - from);
            }
        }
        return found(texts, counts, least);
    }

    private static Boilerplate found(Texts texts, Map<Long, Integer> counts, int least) {
        List<Long> top = counts.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Long, Integer> line) -> -line.getValue())
                        .thenComparingLong(Map.Entry::getKey))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
        Map<Long, Integer> place = new HashMap<>();
        top.forEach(hash -> place.put(hash, place.size()));
        double[] shares = new double[texts.size()];
        List<long[]> where = IntStream.range(0, counts.isEmpty() ? 0 : texts.size())
                .parallel()
                .mapToObj(id -> {
                    Text text = texts.get(id);
                    List<Long> mine = new ArrayList<>();
                    long[] letters = new long[2];
                    scan(text, (from, to, hash) -> {
                        boolean shared = counts.containsKey(hash);
                        letters[0] += shared ? to - from : 0;
                        letters[1] += to - from;
                        Integer line = place.get(hash);
                        if (line != null) {
                            mine.add((long) line << 32 | from);
                        }
                    });
                    shares[id] = letters[1] == 0 ? 0 : (double) letters[0] / letters[1];
                    return mine.stream().mapToLong(line -> line).sorted().toArray();
                })
                .toList();
        return new Boilerplate(lines(texts, top.size(), where), shares, least);
    }

    private static List<Line> lines(Texts texts, int count, List<long[]> where) {
        List<List<Integer>> ids = new ArrayList<>();
        String[] words = new String[count];
        for (int line = 0; line < count; line++) {
            ids.add(new ArrayList<>());
        }
        for (int id = 0; id < where.size(); id++) {
            int last = -1;
            for (long one : where.get(id)) {
                int line = (int) (one >>> 32);
                if (line != last) {
                    ids.get(line).add(id);
                    if (ids.get(line).size() == 1) {
                        String content = texts.get(id).content();
                        int from = (int) one;
                        words[line] =
                                content.substring(from, end(content, from)).strip();
                    }
                }
                last = line;
            }
        }
        return IntStream.range(0, count)
                .mapToObj(line -> new Line(
                        words[line], ids.get(line).stream().mapToInt(id -> id).toArray()))
                .sorted(Comparator.comparingInt((Line line) -> -line.ids.length)
                        .thenComparingInt(line -> line.ids[0])
                        .thenComparing(Line::text))
                .toList();
    }

    private static int end(String content, int from) {
        int end = content.indexOf('\n', from);
        return end < 0 ? content.length() : end;
    }

    private static long[] distinct(Text text) {
        List<Long> hashes = new ArrayList<>();
        scan(text, (from, to, hash) -> {
            if (hash != 0) {
                hashes.add(hash);
            }
        });
        return hashes.stream().mapToLong(hash -> hash).distinct().toArray();
    }

    /** Every line that isn't blank; one that is too short to tell anything has the hash 0. */
    private static void scan(Text text, Sink sink) {
        String content = text.content();
        int end;
        for (int from = text.body(); from < content.length(); from = end + 1) {
            end = end(content, from);
            long hash = 0;
            int letters = 0;
            boolean gap = false;
            boolean any = false;
            for (int i = from; i < end; i++) {
                char c = content.charAt(i);
                if (Character.isWhitespace(c)) {
                    gap = true;
                } else {
                    hash = Words.then(hash, gap && any ? Words.lower(c) + 0x10000L : Words.lower(c));
                    letters += Character.isLetterOrDigit(c) ? 1 : 0;
                    gap = false;
                    any = true;
                }
            }
            if (any) {
                sink.line(from, end, letters < SHORT ? 0 : hash);
            }
        }
    }
}
