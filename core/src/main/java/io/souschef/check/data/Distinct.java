package io.souschef.check.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether two examples that are equal to the last bit can't be equal by chance. */
final class Distinct {
    /** Share of the examples with a value of their own in some feature. */
    private static final double SHARE = 0.3;

    /** So many values may be levels of a scale. */
    private static final int FEW = 20;

    /** Share of the inputs with a value of their own in some feature, from where on no two are equal by chance; lengths in millimetres have fewer. */
    private static final double OWN = 0.6;

    private Distinct() {}

    /** Whether some feature has many different values: it is measured, not counted or chosen from a list. Codes and tokens beside it are no such. */
    static boolean in(Pass pass) {
        return in(pass, SHARE);
    }

    /** Whether some feature has a value of its own for most inputs: two that are equal to the last bit are one and the same. */
    static boolean toTheLastDigit(Pass pass) {
        return in(pass, OWN);
    }

    private static boolean in(Pass pass, double share) {
        List<Example> kept = pass.kept();
        int width =
                kept.stream().mapToInt(example -> example.input().length).min().orElse(0);
        long inputs = kept.stream().map(Example::hash).distinct().count();
        for (int column : pass.realColumns()) {
            if (column >= width) {
                return false; // examples of several lengths
            }
            Set<Float> values = new HashSet<>();
            for (Example example : kept) {
                values.add(example.input()[column]);
            }
            if (values.size() > Math.max(FEW, share * inputs)) {
                return true;
            }
        }
        return false;
    }
}
