package io.souschef.recipe.hindsight;

import io.souschef.data.axis.Axis;
import io.souschef.train.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What was evaluated of some examples, as columns over all of them. */
record Said(int size, Evaluation evaluation) {
    /** @param number for a place in the evaluation */
    Axis axis(String name, IntToDoubleFunction number) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < evaluation.size(); i++) {
            values[(int) evaluation.ids()[i]] = number.applyAsDouble(i);
        }
        return new Axis(name, "", values);
    }

    /** @param word for a place in the evaluation */
    List<@Nullable String> words(IntFunction<String> word) {
        @Nullable String[] words = new @Nullable String[size];
        for (int i = 0; i < evaluation.size(); i++) {
            words[(int) evaluation.ids()[i]] = word.apply(i);
        }
        return Arrays.asList(words);
    }
}
