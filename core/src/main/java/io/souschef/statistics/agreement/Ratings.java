package io.souschef.statistics.agreement;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Labels that several people gave to the same examples; not everybody to every one.
 *
 * @param people per example, who gave a label, each once: 0 … annotators − 1
 * @param labels per example, in the same order, what they gave: 0 … classes − 1
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Ratings(int[][] people, int[][] labels, int annotators, int classes) {
    public Ratings {
        if (people.length != labels.length) {
            throw new IllegalArgumentException(
                    "%d examples with people and %d with labels".formatted(people.length, labels.length));
        }
    }

    /** From a row per annotator, −1 where he gave none. */
    public static Ratings of(int[]... rows) {
        int examples = rows[0].length;
        int[][] people = new int[examples][];
        int[][] labels = new int[examples][];
        int classes = 0;
        for (int e = 0; e < examples; e++) {
            int example = e;
            people[e] = IntStream.range(0, rows.length)
                    .filter(a -> rows[a][example] >= 0)
                    .toArray();
            labels[e] = Arrays.stream(people[e]).map(a -> rows[a][example]).toArray();
            classes = Math.max(classes, Arrays.stream(labels[e]).max().orElse(-1) + 1);
        }
        return new Ratings(people, labels, rows.length, classes);
    }

    public int size() {
        return people.length;
    }

    /** How many labels there are. */
    public long count() {
        return Arrays.stream(labels).mapToLong(each -> each.length).sum();
    }

    /** How many examples have two labels or more. */
    public int shared() {
        return (int) Arrays.stream(labels).filter(each -> each.length > 1).count();
    }

    /** How often each class was given to an example. */
    public int[] votes(int example) {
        int[] votes = new int[classes];
        for (int label : labels[example]) {
            votes[label]++;
        }
        return votes;
    }

    /**
     * The examples with two labels or more, those with the same labels together: agreement doesn't depend on who gave which. A few hundred
     * kinds stand for a million examples.
     */
    public Kinds kinds() {
        Map<List<Integer>, Integer> numbers = new LinkedHashMap<>();
        Map<Integer, int[]> examples = new HashMap<>();
        int[] kindOf = new int[shared()];
        int next = 0;
        for (int e = 0; e < size(); e++) {
            if (labels[e].length > 1) {
                List<Integer> key = Arrays.stream(labels[e]).sorted().boxed().toList();
                int kind = numbers.computeIfAbsent(key, k -> numbers.size());
                examples.putIfAbsent(kind, labels[e]);
                kindOf[next++] = kind;
            }
        }
        int[][] distinct = new int[numbers.size()][];
        examples.forEach((kind, some) -> distinct[kind] = some);
        return new Kinds(distinct, kindOf, classes);
    }
}
