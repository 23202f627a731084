package io.souschef.recipe.inspect.tables;

import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import io.souschef.recipe.inspect.look.Strength;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * How much two columns tell about the target together: of the cells of a grid over both, and of their sum, difference, product and
 * quotient, the one that tells most.
 *
 * @param first the stronger of the two
 * @param alone what the stronger tells alone
 * @param together what both tell, in the same measure
 * @param how "in a grid", "a − b" …
 */
public record PairStrength(String first, String second, double alone, double together, String how) {
    private record Form(String sign, DoubleBinaryOperator of) {}

    private static final List<Form> FORMS = List.of(
            new Form("+", (a, b) -> a + b),
            new Form("−", (a, b) -> a - b),
            new Form("·", (a, b) -> a * b),
            new Form("/", (a, b) -> b == 0 ? Double.NaN : a / b));

    private static final int MOST_CELLS = 100;

    /** What the pair tells beyond the stronger of the two. */
    double gain() {
        return together - alone;
    }

    /**
     * The pair that gains most first.
     *
     * @param most so many pairs at most, those of the strongest columns
     */
    static List<PairStrength> of(Strength strength, List<Column> columns, int most) {
        double[] alone = columns.parallelStream()
                .mapToDouble(column -> strength.of(column))
                .toArray();
        int[] strongest = IntStream.range(0, columns.size())
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -alone[c]))
                .limit(Math.max(2, (int) Math.sqrt(2.0 * most)))
                .mapToInt(c -> c)
                .toArray();
        int side = (int) Math.max(2, Math.sqrt(Math.min(MOST_CELLS, Math.sqrt(strength.ids().length))));
        int[][] bins = new int[columns.size()][];
        Arrays.stream(strongest).parallel().forEach(c -> bins[c] = strength.bins(columns.get(c), side));
        return IntStream.range(0, strongest.length)
                .parallel()
                .boxed()
                .flatMap(i -> IntStream.range(i + 1, strongest.length).mapToObj(j -> {
                    int a = strongest[i];
                    int b = strongest[j];
                    return pair(strength, columns.get(a), columns.get(b), bins[a], bins[b], alone[a]);
                }))
                .sorted(Comparator.comparingDouble((PairStrength pair) -> -pair.gain()))
                .toList();
    }

    private static PairStrength pair(
            Strength strength, Column first, Column second, int[] firstBins, int[] secondBins, double alone) {
        double best = grid(strength, firstBins, secondBins);
        String how = "in a grid";
        if (first instanceof NumberColumn a && second instanceof NumberColumn b) {
            for (Form form : FORMS) {
                double[] values = Arrays.stream(strength.ids())
                        .mapToDouble(id -> form.of.applyAsDouble(a.values()[id], b.values()[id]))
                        .map(v -> Double.isFinite(v) ? v : Double.NaN)
                        .toArray();
                double told = strength.ofPlaces(values);
                if (told > best) {
                    best = told;
                    how = "%s %s %s".formatted(first.name(), form.sign, second.name());
                }
            }
        }
        return new PairStrength(first.name(), second.name(), alone, best, how);
    }

    /** 0 where the grid has more cells than rows. */
    private static double grid(Strength strength, int[] first, int[] second) {
        int width = Arrays.stream(second).max().orElse(0) + 1;
        long cells = (long) width * (Arrays.stream(first).max().orElse(0) + 1);
        if (cells > Math.max(64, first.length)) {
            return 0;
        }
        int[] bins = new int[first.length];
        Arrays.setAll(bins, i -> first[i] * width + second[i]);
        return strength.ofBins(bins);
    }
}
