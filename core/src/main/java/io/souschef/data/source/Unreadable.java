package io.souschef.data.source;

/**
 * Something that should have been an example and could not be read; the rest went on without it.
 *
 * @param name the file, or the line of a table
 * @param reason what is wrong with it, in a few words
 */
public record Unreadable(String name, String reason) {
    @Override
    public String toString() {
        return name + ": " + reason;
    }
}
