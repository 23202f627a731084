package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * −999 stands for "unknown" in many files. Taken as a number it is the largest of its column by far, and after standardising all
 * real values are squeezed together. Found as one extreme value, repeated, far away from all others; it can't see a zero that
 * stands for unknown.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">outliers along any axis</a>
 */
public final class MissingValuesAsNumbers implements Check {
    /** Distance from the nearest other value, in ranges of all others. */
    private static final double FAR = 3;

    /**
     * The same, from where on it is worth a look: a zero where all others are large may be one. In 135 healthy programs no repeated extreme
     * stands apart at all; −9 beside standardised numbers is 1.3 ranges away.
     */
    private static final double APART = 0.6;

    /** Times that the value must occur, and different values that there must be beside it. */
    private static final int REPEATED = 3, OTHERS = 20;

    @Override
    public String name() {
        return "no missing values taken as numbers";
    }

    @Override
    public String code() {
        return "missing-values-as-numbers";
    }

    @Override
    public Finding run(Subject subject) {
        Pass pass = subject.measured(new Reading()).first();
        if (!pass.ofRealNumbers() || pass.ofImages()) {
            throw new CouldNotJudge("it needs rows of real numbers");
        }
        float[][] rows = pass.rows();
        List<String> found = new ArrayList<>();
        List<String> apart = new ArrayList<>();
        for (int column = 0; column < rows[0].length; column++) {
            TreeMap<Float, Integer> counts = new TreeMap<>();
            for (float[] row : rows) {
                counts.merge(row[column], 1, Integer::sum);
            }
            if (counts.size() > OTHERS) {
                look(column, counts, counts.firstEntry().getKey(), counts.lastKey(), found, apart);
                look(column, counts, counts.lastEntry().getKey(), counts.firstKey(), found, apart);
            }
        }
        List<String> all = found.isEmpty() ? apart : found;
        Finding.Draft draft = finding()
                .measured(
                        "%d columns hold a repeated extreme value far from all others%s",
                        all.size(),
                        all.isEmpty() ? "" : ": " + String.join(", ", all.subList(0, Math.min(3, all.size()))))
                .expected("none, or a column that says which values are missing")
                .cause(
                        !found.isEmpty()
                                ? "a code for missing values is taken as a number"
                                : apart.isEmpty() ? "" : "it may be a code for missing values, taken as a number")
                .fix(
                        "replace the code by the column's median and add a column of zeros and ones that says where it stood");
        return found.isEmpty() ? draft.warnIf(!apart.isEmpty()) : draft.okIf(false);
    }

    private static void look(
            int column,
            NavigableMap<Float, Integer> counts,
            float extreme,
            float other,
            List<String> found,
            List<String> apart) {
        Float next = extreme < other ? counts.higherKey(extreme) : counts.lowerKey(extreme);
        int times = counts.getOrDefault(extreme, 0);
        double gap = next == null || times < REPEATED ? 0 : Math.abs((extreme - next) / (next - other));
        if (gap > APART) {
            (gap > FAR ? found : apart)
                    .add(String.format(
                            Locale.ROOT,
                            "%.4g in column %d, %d times, %.2g times the range of all others away",
                            extreme,
                            column,
                            times,
                            gap));
        }
    }
}
