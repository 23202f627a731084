package io.souschef.error;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of an error, in one shape everywhere.
 *
 * <pre>
 * matmul refused its operands
 *   got       [64, 784] and [512, 10]
 *   expected  last size of the first = second-to-last size of the second
 *   libtorch  mat1 and mat2 shapes cannot be multiplied (64x784 and 512x10)
 * </pre>
 */
public final class Message {
    private static final int COLUMN = 10;

    private final List<String> lines = new ArrayList<>();

    private Message(String what) {
        lines.add(clean(what));
    }

    /** Without control characters: a file, a class, a cell may hold anything, and a terminal obeys. */
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
    }

    /** A message that begins with what happened, with the name of the thing it happened to; no full stop. */
    public static Message of(String what) {
        return new Message(what);
    }

    /** The actual values, with shapes and units. */
    public Message got(String values) {
        return with("got", values);
    }

    /** The rule that was broken, as a rule. */
    public Message expected(String rule) {
        return with("expected", rule);
    }

    /** Something that one can type. */
    public Message fix(String what) {
        return with("fix", what);
    }

    /** What libtorch said; only its first line is kept. */
    public Message libtorch(String what) {
        return with("libtorch", what.lines().findFirst().orElse("").strip());
    }

    /** A line of its own, e.g. {@code see}. Further lines of {@code text} are aligned under the first. */
    public Message with(String label, String text) {
        lines.add("  " + label + " ".repeat(Math.max(1, COLUMN - label.length()))
                + clean(text.strip()).replace("\n", "\n" + " ".repeat(COLUMN + 2)));
        return this;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
