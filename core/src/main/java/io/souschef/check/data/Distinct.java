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

    private Distinct() {}

    /** Whether some feature has many different values: it is measured, not counted or chosen from a list. */
    static boolean in(Pass pass) {
        if (!pass.ofRealNumbers()) {
            return false;
        }
        List<Example> kept = pass.kept();
        int width =
                kept.stream().mapToInt(example -> example.input().length).min().orElse(0);
        long inputs = kept.stream().map(Example::hash).distinct().count();
        for (int column = 0; column < width; column++) {
            Set<Float> values = new HashSet<>();
            for (Example example : kept) {
                values.add(example.input()[column]);
            }
            if (values.size() > Math.max(FEW, SHARE * inputs)) {
                return true;
            }
        }
        return false;
    }
}
