package io.souschef.data;

import io.souschef.data.source.Source;
import io.souschef.data.source.Unreadable;
import java.util.List;

/**
 * A data set as it was read: every example, what is to be said about it, and which split it is in. An example is known by
 * its id, 0 … n − 1 over all splits.
 *
 * <pre>{@code
 * Dataset digits = Pantry.open("digits", Options.standard());
 * System.out.println(digits.describe());
 * for (int id : digits.split().train()) {
 *     System.out.println(digits.inputs().nameOf(id) + " is a " + digits.targets().text(id));
 * }
 * }</pre>
 *
 * @param unreadable what should have been an example and could not be read
 * @param notes what was decided while reading, for a person to read: one sentence each
 */
public record Dataset(
        String name,
        Source source,
        Inputs inputs,
        Targets targets,
        Split split,
        List<Unreadable> unreadable,
        List<String> notes) {
    public Dataset {
        unreadable = List.copyOf(unreadable);
        notes = List.copyOf(notes);
        if (inputs.size() != targets.size()) {
            throw new IllegalArgumentException("%d inputs and %d targets".formatted(inputs.size(), targets.size()));
        }
        split.checkWithin(inputs.size());
    }

    public Dataset(
            String name, Source source, Inputs inputs, Targets targets, Split split, List<Unreadable> unreadable) {
        this(name, source, inputs, targets, split, unreadable, List.of());
    }

    /** The number of examples over all splits. */
    public int size() {
        return inputs.size();
    }

    public Dataset withSplit(Split other) {
        return new Dataset(name, source, inputs, targets, other, unreadable, notes);
    }

    public Dataset withInputs(Inputs other) {
        return new Dataset(name, source, other, targets, split, unreadable, notes);
    }

    public Dataset withTargets(Targets other) {
        return new Dataset(name, source, inputs, other, split, unreadable, notes);
    }

    /** One line: what it is, how much of it, how it is split, and its fingerprint. */
    public String describe() {
        return "%s: %s, %s; %s; %s sha256 %s…%s"
                .formatted(
                        name,
                        inputs.describe(),
                        targets.describe(),
                        split.describe(),
                        source.format(),
                        source.version(),
                        unreadable.isEmpty() ? "" : "; %,d unreadable".formatted(unreadable.size()));
    }
}
