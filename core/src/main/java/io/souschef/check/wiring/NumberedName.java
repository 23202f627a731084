package io.souschef.check.wiring;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A dotted name with a number in it, as a place in a list has one: "blocks.3.edge.weight".
 *
 * @param before what stands before the number
 * @param number in digits
 * @param after what stands behind it
 */
record NumberedName(String before, String number, String after) {
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** Once for each number in {@code name}. */
    static List<NumberedName> of(String name) {
        return DIGITS.matcher(name)
                .results()
                .map(match ->
                        new NumberedName(name.substring(0, match.start()), match.group(), name.substring(match.end())))
                .toList();
    }

    String name() {
        return before + number + after;
    }

    /** Whether it is the same name but for this number. */
    boolean differsByNumber(NumberedName other) {
        return before.equals(other.before) && after.equals(other.after) && !number.equals(other.number);
    }

    /** Whether it is of the same block: "blocks.3.node" beside "blocks.3.edge", "node3" beside "edge3". */
    boolean isOfBlock(NumberedName other) {
        return number.equals(other.number) && parent().equals(other.parent());
    }

    private String parent() {
        return before.substring(0, before.lastIndexOf('.') + 1);
    }

    boolean isBefore(NumberedName other) {
        return new BigInteger(number).compareTo(new BigInteger(other.number)) < 0;
    }
}
