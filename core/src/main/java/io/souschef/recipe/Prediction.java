package io.souschef.recipe;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a model says about one example. */
public sealed interface Prediction permits Prediction.OfClass, Prediction.OfNumber {
    /** What a person would call the example: a file's name, "row 17". */
    String example();

    /** The answer as a person reads it: a class's name, a number. */
    String text();

    /**
     * A class, with the probability of each.
     *
     * @param probabilities by class name, in the model's order; they sum to 1
     */
    record OfClass(String example, Map<String, Double> probabilities) implements Prediction {
        public OfClass {
            probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
        }

        /** The most probable class; the first of equals. */
        @Override
        public String text() {
            return ranking().get(0);
        }

        /** The probability of the most probable class. */
        public double confidence() {
            return probabilities.values().stream().mapToDouble(p -> p).max().orElseThrow();
        }

        /** The classes, the most probable first; equals in the model's order. */
        public List<String> ranking() {
            return probabilities.entrySet().stream()
                    .sorted(Comparator.comparingDouble((Map.Entry<String, Double> e) -> -e.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    /** A number, in the target's own unit. */
    record OfNumber(String example, double number) implements Prediction {
        @Override
        public String text() {
            return String.format(Locale.ROOT, "%.6g", number);
        }
    }
}
