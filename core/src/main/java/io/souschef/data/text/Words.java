package io.souschef.data.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words of a text: runs of letters, digits and the marks on them, in lower case. Scripts that put no blanks between words
 * (Chinese, Japanese, Thai, Lao, Burmese, Khmer) give one word per letter.
 */
public final class Words {
    private static final long BASIS = 0xcbf29ce484222325L, PRIME = 0x100000001b3L;

    private Words() {}

    /** Is told where words are. */
    @FunctionalInterface
    public interface Sink {
        /** @param to behind its last letter */
        void word(int from, int to);
    }

    /** Tells {@code sink} of every word from the letter {@code from} on, in order. */
    public static void scan(String text, int from, Sink sink) {
        int start = -1;
        int next;
        for (int i = from; i < text.length(); i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            boolean alone = c > 0xe00 && standsAlone(c);
            boolean part = !alone && isPart(c);
            if (start >= 0 && !part) {
                sink.word(start, i);
                start = -1;
            }
            if (alone) {
                sink.word(i, next);
            } else if (part && start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            sink.word(start, text.length());
        }
    }

    private static boolean isPart(int c) {
        if (c < 128) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean standsAlone(int c) {
        return Character.isIdeographic(c)
                || (c >= 0x3041 && c <= 0x30ff)
                || (c >= 0xe01 && c <= 0xeff)
                || (c >= 0x1000 && c <= 0x109f)
                || (c >= 0x1780 && c <= 0x17ff);
    }

    /** One letter in lower case, as {@link #of} and {@link #hash} have it. */
    public static char lower(char c) {
        return c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(c);
    }

    /** Of letters in lower case, 64 bits: different words get the same ones practically never. */
    public static long hash(CharSequence text, int from, int to) {
        long hash = BASIS;
        for (int i = from; i < to; i++) {
            hash = (hash ^ lower(text.charAt(i))) * PRIME;
        }
        return mixed(hash);
    }

    /** Two hashes, in this order, as one. */
    public static long then(long first, long second) {
        return mixed(first * 31 + second);
    }

    private static long mixed(long z) {
        long y = (z ^ (z >>> 32)) * 0x9E3779B97F4A7C15L;
        return y ^ (y >>> 29);
    }

    /** The first {@code most} words from the letter {@code from} on, each as its hash. */
    public static long[] hashes(String text, int from, int most) {
        Hashes hashes = new Hashes(text, most);
        scan(text, from, hashes);
        return Arrays.copyOf(hashes.found, hashes.count);
    }

    /** All words from the letter {@code from} on. */
    public static List<String> of(String text, int from) {
        List<String> words = new ArrayList<>();
        scan(text, from, (start, end) -> words.add(lower(text, start, end)));
        return words;
    }

    /** Letter by letter, as {@link #hash} has it. */
    private static String lower(String text, int from, int to) {
        char[] letters = new char[to - from];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = lower(text.charAt(from + i));
        }
        return new String(letters);
    }

    private static final class Hashes implements Sink {
        final String text;
        final int most;
        long[] found = new long[64];
        int count;

        Hashes(String text, int most) {
            this.text = text;
            this.most = most;
        }

        @Override
        public void word(int from, int to) {
            if (count < most) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = hash(text, from, to);
            }
        }
    }
}
