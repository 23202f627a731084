package io.souschef.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a reader brings home: a data set but for its split.
 *
 * @param given the split that the files themselves make; it may lack a validation split, or a test split
 */
record Reading(
        String name,
        Source source,
        Inputs inputs,
        Targets targets,
        Optional<Split> given,
        List<Unreadable> unreadable,
        List<String> notes) {

    /** The data set, with what is missing of its split made. */
    Dataset split(long seed) {
        checkTargets();
        List<String> all = new ArrayList<>(notes);
        all.add(targets.because());
        Split whole = SplitPlan.standard(seed).complete(given, inputs, targets);
        return new Dataset(name, source, inputs, targets, whole, unreadable, all);
    }

    private void checkTargets() {
        if (inputs.size() == 0) {
            throw new TooFewExamples(0, name + " is empty");
        }
        if (targets instanceof Labels labels) {
            int[] counts = labels.counts(IntStream.range(0, labels.size()).toArray());
            if (IntStream.of(counts).filter(count -> count > 0).count() < 2) {
                throw new OneClass(labels.name(), labels.text(0), labels.size());
            }
        } else if (targets instanceof Numbers numbers) {
            double first = numbers.values()[0];
            if (IntStream.range(0, numbers.size()).allMatch(id -> numbers.values()[id] == first)) {
                throw new EqualTargets(numbers.name(), first, numbers.size());
            }
        }
    }
}
