package io.souschef.data.learner;

import io.souschef.data.text.Words;
import java.util.Arrays;

/** The parts of a text that a learner counts, as 64 well mixed bits each. */
public final class Grams {
    private Grams() {}

    /** Single words, pairs of neighbours, and so on up to {@code longest} in a row. */
    public static long[] words(long[] words, int longest) {
        int count = 0;
        for (int n = 1; n <= longest; n++) {
            count += Math.max(0, words.length - n + 1);
        }
        long[] grams = new long[count];
        int next = 0;
        for (int i = 0; i < words.length; i++) {
            long gram = words[i];
            grams[next++] = gram;
            for (int n = 2; n <= longest && i + n <= words.length; n++) {
                gram = Words.then(gram, words[i + n - 1]);
                grams[next++] = gram;
            }
        }
        return grams;
    }

    /** Runs of {@code length} characters, in lower case. */
    public static long[] characters(String text, int length) {
        long[] grams = new long[Math.max(0, text.length() - length + 1)];
        for (int i = 0; i < grams.length; i++) {
            grams[i] = Words.then(length, Words.hash(text, i, i + length));
        }
        return grams;
    }

    /** Both. */
    public static long[] together(long[] first, long[] second) {
        long[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
