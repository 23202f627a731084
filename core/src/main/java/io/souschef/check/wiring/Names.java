package io.souschef.check.wiring;

import java.util.List;

/** Lists of names as a finding has them: the first few, and how many more. */
public final class Names {
    private static final int SHOWN = 4;

    private Names() {}

    /** "fc1.weight, fc1.bias and 3 more". */
    public static String of(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        int more = names.size() - SHOWN;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    /** Whether a dotted name begins with one of the declared prefixes. */
    public static boolean under(String name, Iterable<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.equals(prefix) || name.startsWith(prefix.endsWith(".") ? prefix : prefix + ".")) {
                return true;
            }
        }
        return false;
    }
}
