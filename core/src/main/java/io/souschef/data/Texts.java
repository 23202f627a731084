package io.souschef.data;

import io.souschef.data.source.Unreadable;
import io.souschef.data.text.Text;
import java.util.List;
import java.util.Optional;

/**
 * Documents.
 *
 * @param column of the table that they are in; empty where each is a file
 * @param passedOver files that are no texts, with the reason
 */
public record Texts(List<Text> all, Optional<String> column, List<Unreadable> passedOver) implements Inputs {
    public Texts {
        all = List.copyOf(all);
        passedOver = List.copyOf(passedOver);
    }

    /** Each a file. */
    public Texts(List<Text> all) {
        this(all, Optional.empty(), List.of());
    }

    @Override
    public int size() {
        return all.size();
    }

    public Text get(int id) {
        return all.get(id);
    }

    @Override
    public String nameOf(int id) {
        return all.get(id).name();
    }

    @Override
    public String describe() {
        int[] lengths =
                all.stream().mapToInt(text -> text.content().length()).sorted().toArray();
        return "%,d texts, half of them of %,d characters or more"
                .formatted(size(), lengths.length == 0 ? 0 : lengths[lengths.length / 2]);
    }
}
