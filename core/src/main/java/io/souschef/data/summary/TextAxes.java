package io.souschef.data.summary;

import io.souschef.data.Texts;
import io.souschef.data.axis.Axis;
import io.souschef.data.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What can be measured on a text without reading it: how long it is, how rich its words are, what its letters are, how much of it others
 * have too. Shares are NaN where there is nothing to have a share of.
 */
final class TextAxes {
    /** Words whose variety is measured: of a longer text the share of different words falls by itself. */
    private static final int FIRST = 1000;

    private TextAxes() {}

    static List<Axis> of(Texts texts) {
        int n = texts.size();
        double[] characters = new double[n];
        double[] words = new double[n];
        double[] lines = new double[n];
        double[] vocabulary = new double[n];
        double[] wordLength = new double[n];
        double[] capitals = new double[n];
        double[] digits = new double[n];
        double[] nonAscii = new double[n];
        IntStream.range(0, n).parallel().forEach(id -> {
            String text = texts.get(id).content();
            Letters letters = Letters.of(text);
            long[] hashes = Words.hashes(text, 0, Integer.MAX_VALUE);
            long[] first = Arrays.copyOf(hashes, Math.min(FIRST, hashes.length));
            characters[id] = text.length();
            words[id] = hashes.length;
            lines[id] = letters.lines;
            vocabulary[id] = share(Arrays.stream(first).distinct().count(), first.length);
            wordLength[id] = share(letters.inWords, hashes.length);
            capitals[id] = share(letters.capitals, letters.letters);
            digits[id] = share(letters.digits, letters.visible);
            nonAscii[id] = share(letters.nonAscii, letters.visible);
        });
        return List.of(
                new Axis("characters", "", characters),
                new Axis("words", "", words),
                new Axis("lines", "", lines),
                new Axis("vocabulary", "different words, share of the first %,d".formatted(FIRST), vocabulary),
                new Axis("word_length", "letters", wordLength),
                new Axis("capitals", "share of letters", capitals),
                new Axis("digits", "share of visible characters", digits),
                new Axis("non_ascii", "share of visible characters", nonAscii),
                new Axis(
                        "boilerplate",
                        "share of characters",
                        Boilerplate.of(texts).shares()));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    /** Counted in one pass. */
    private static final class Letters {
        private long lines;
        private long inWords;
        private long letters;
        private long capitals;
        private long digits;
        private long nonAscii;
        private long visible;

        static Letters of(String text) {
            Letters counted = new Letters();
            for (int i = 0; i < text.length(); i++) {
                counted.add(text.charAt(i));
            }
            boolean open = !text.isEmpty() && text.charAt(text.length() - 1) != '\n';
            counted.lines += open ? 1 : 0;
            return counted;
        }

        private void add(char c) {
            if (c == '\n') {
                lines++;
            }
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                return;
            }
            visible++;
            boolean letter = Character.isLetter(c) || Character.isSurrogate(c);
            boolean digit = Character.isDigit(c);
            letters += letter ? 1 : 0;
            digits += digit ? 1 : 0;
            inWords += letter || digit ? 1 : 0;
            capitals += Character.isUpperCase(c) ? 1 : 0;
            nonAscii += c > 127 ? 1 : 0;
        }
    }
}
