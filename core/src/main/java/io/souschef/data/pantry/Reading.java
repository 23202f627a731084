package io.souschef.data.pantry;

import io.souschef.data.Dataset;
import io.souschef.data.Inputs;
import io.souschef.data.Split;
import io.souschef.data.Targets;
import io.souschef.data.source.Source;
import io.souschef.data.source.Unreadable;
import io.souschef.data.split.SplitPlan;
import io.souschef.data.split.TooFewExamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        if (inputs.size() == 0) {
            throw new TooFewExamples(0, name + " is empty");
        }
        targets.checkDiffering();
        List<String> all = new ArrayList<>(notes);
        all.add(targets.because());
        Split whole = SplitPlan.standard(seed).complete(given, inputs, targets);
        return new Dataset(name, source, inputs, targets, whole, unreadable, all);
    }
}
