package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * −999 stands for "unknown" in many files. Taken as a number it is the largest of its column by far, and after standardising all
 * real values are squeezed together. Found as one extreme value, repeated, far away from all others, that reaches the first weights: a padding
 * that the net masks doesn't. It can't see a zero that stands for unknown.
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
        List<Code> found = new ArrayList<>();
        List<Code> apart = new ArrayList<>();
        for (int column = 0; column < rows[0].length; column++) {
            TreeMap<Float, Integer> counts = new TreeMap<>();
            for (float[] row : rows) {
                if (!Float.isNaN(row[column])) {
                    counts.merge(row[column], 1, Integer::sum);
                }
            }
            if (counts.size() > OTHERS) {
                look(column, counts, counts.firstEntry().getKey(), counts.lastKey(), found, apart);
                look(column, counts, counts.lastEntry().getKey(), counts.firstKey(), found, apart);
            }
        }
        List<Code> all = found.isEmpty() ? apart : found;
        boolean hidden = !all.isEmpty() && areHidden(subject, pass, all);
        String cause = found.isEmpty()
                ? "it may be a code for missing values, taken as a number"
                : "a code for missing values is taken as a number";
        Finding.Draft draft = finding()
                .measured(
                        "%d columns hold a repeated extreme value far from all others%s%s",
                        all.size(),
                        all.isEmpty()
                                ? ""
                                : all.stream().limit(3).map(Code::text).collect(Collectors.joining(", ", ": ", "")),
                        hidden ? "; it does not reach the first weights" : "")
                .expected("none, or a column that says which values are missing")
                .cause("%s", all.isEmpty() || hidden ? "" : cause)
                .fix(
                        "replace the code by the column's median and add a column of zeros and ones that says where it stood");
        boolean taken = !all.isEmpty() && !hidden;
        return found.isEmpty() ? draft.warnIf(taken) : draft.failIf(taken);
    }

    /** An extreme value of a column, and the one that is next to it. */
    private record Code(int column, float value, float next, int times, double gap) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%.4g in column %d, %d times, %.2g times the range of all others away",
                    value,
                    column,
                    times,
                    gap);
        }
    }

    /** Whether the program takes all of them out before its first weights, each in a batch that holds it. */
    private static boolean areHidden(Subject subject, Pass pass, List<Code> codes) {
        if (pass.inputs().size() != 1) {
            return false;
        }
        Map<Integer, List<Code>> byBatch = new TreeMap<>();
        for (Code code : codes) {
            int batch = pass.kept().stream()
                    .filter(example -> example.input()[code.column()] == code.value())
                    .findFirst()
                    .orElseThrow()
                    .batch();
            byBatch.computeIfAbsent(batch, b -> new ArrayList<>()).add(code);
        }
        return byBatch.entrySet().stream().allMatch(entry -> areHidden(subject, entry.getKey(), entry.getValue()));
    }

    /**
     * Whether the program takes such values out: where they stood, what enters its first weights is among what enters from other examples there.
     * False where it can't be seen.
     */
    private static boolean areHidden(Subject subject, int holder, List<Code> codes) {
        try {
            return subject.fresh(program -> {
                try (Batch batch = program.training(0).open(holder);
                        Batch without =
                                Cut.changed(batch, input -> replaced(input, codes), target -> target, batch.ids())) {
                    List<float[][]> as = Entering.rows(program, batch);
                    List<float[][]> other = Entering.rows(program, without);
                    return !as.isEmpty()
                            && as.size() == other.size()
                            && IntStream.range(0, as.size()).allMatch(i -> isAmong(as.get(i), other.get(i)));
                }
            });
        } catch (RuntimeException refused) {
            return false;
        }
    }

    /**
     * Whether the numbers that are others with another value in place of the code lie among those of their place that are the same, or are a filling or
     * a sign: 0, 1 or −1 to the last bit, which a code that was standardised is not.
     */
    private static boolean isAmong(float[][] as, float[][] other) {
        for (int j = 0; j < as[0].length; j++) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < as.length; i++) {
                low = as[i][j] == other[i][j] ? Math.min(low, as[i][j]) : low;
                high = as[i][j] == other[i][j] ? Math.max(high, as[i][j]) : high;
            }
            for (float[] row : as) {
                boolean filling = row[j] == 0 || Math.abs(row[j]) == 1;
                if ((row[j] < low || row[j] > high) && !filling) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Tensor replaced(Tensor input, List<Code> codes) {
        float[] numbers = input.toFloats();
        int width = numbers.length / (int) input.size(0);
        for (int i = 0; i < numbers.length; i++) {
            for (Code code : codes) {
                boolean is = i % width == code.column() && numbers[i] == code.value();
                numbers[i] = is ? code.next() : numbers[i];
            }
        }
        return Tensor.of(numbers, input.shape().toArray());
    }

    private static void look(
            int column,
            NavigableMap<Float, Integer> counts,
            float extreme,
            float other,
            List<Code> found,
            List<Code> apart) {
        Float next = extreme < other ? counts.higherKey(extreme) : counts.lowerKey(extreme);
        int times = counts.getOrDefault(extreme, 0);
        double gap = next == null || times < REPEATED ? 0 : Math.abs((extreme - next) / (next - other));
        if (gap > APART) {
            (gap > FAR ? found : apart).add(new Code(column, extreme, next, times, gap));
        }
    }
}
