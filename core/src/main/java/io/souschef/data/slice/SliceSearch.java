package io.souschef.data.slice;

import io.souschef.data.table.Column;
import io.souschef.statistics.Holm;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Where something goes wrong more often than elsewhere, in parts that one or two conditions describe. With a thousand parts to choose
 * from, some look bad by chance; so they are searched in one half of the examples, and only the few worst are tried on the other half,
 * by a permutation test whose probabilities are corrected for their number.
 *
 * <p>Losses are compared by rank, so that a few huge ones don't decide, and within kinds of examples (their class, say), so that a part is
 * not called bad for holding much of what is difficult everywhere.
 *
 * @see <a href="https://arxiv.org/abs/1807.06068">Chung et al. 2019: slice finding by predicates, effect size and correction</a>
 */
public final class SliceSearch {
    /** A part has at least this share of its half, and so many examples. */
    private static final double LEAST_SHARE = 0.02;

    private static final int LEAST = 15;

    /** Conditions that are joined in pairs; of more the strongest. */
    private static final int JOINED = 160;

    /** Standard deviations: a part has to differ by so much to be tried, and two conditions by so much more than the better of them. */
    private static final double NOTABLE = 2.5, BETTER = 0.7;

    /** Parts that are tried, and what two of them may share. */
    private static final int TRIED = 8;

    private static final double ALIKE = 0.5;

    private static final int SHUFFLES = 4000;

    /** Of the shuffles, on each side of what chance gives. */
    private static final double TAIL = 0.025;

    private final List<Column> columns;
    private final double[] losses;
    private final int[] kinds;
    private final long seed;
    private final double[] ranks;

    private SliceSearch(List<Column> columns, double[] losses, int[] kinds, long seed) {
        this.columns = columns;
        this.losses = losses;
        this.kinds = kinds;
        this.seed = seed;
        this.ranks = ranks(losses);
    }

    /**
     * The parts that were worst in one half, in the order of their probability on the other.
     *
     * @param columns what the conditions are about
     * @param losses per row, larger is worse: 0 and 1 for right and wrong, or the size of an error
     * @param kinds per row, 0, 1 …: within these examples are compared
     */
    public static List<Slice> worst(List<Column> columns, double[] losses, int[] kinds, long seed) {
        return new SliceSearch(columns, losses, kinds, seed).search();
    }

    /** A part with how far it is from what chance would give, in standard deviations. */
    private record Candidate(String text, BitSet rows, double strength) {}

    private List<Slice> search() {
        int[] order = RandomStream.of(seed, "halves of slices").permutation(losses.length);
        int[] first = IntStream.of(order).limit(losses.length / 2).sorted().toArray();
        int[] second = IntStream.of(order).skip(losses.length / 2).sorted().toArray();
        List<Candidate> chosen = different(candidates(first), bits(first));
        return tried(chosen, second);
    }

    private List<Candidate> candidates(int[] half) {
        Surprise surprise = new Surprise(half);
        record Single(Literal literal, Candidate candidate) {}
        List<Single> singles = new ArrayList<>();
        for (Column column : columns) {
            for (Literal literal : Literal.of(column, half)) {
                BitSet rows = (BitSet) literal.rows().clone();
                rows.and(surprise.half);
                if (enough(rows, half) && rows.cardinality() < half.length) {
                    singles.add(new Single(literal, new Candidate(literal.text(), literal.rows(), surprise.of(rows))));
                }
            }
        }
        singles.sort(Comparator.comparingDouble(single -> -single.candidate.strength));
        List<Candidate> all =
                new ArrayList<>(singles.stream().map(Single::candidate).toList());
        List<Single> some = singles.subList(0, Math.min(JOINED, singles.size()));
        for (int i = 0; i < some.size(); i++) {
            for (int j = 0; j < i; j++) {
                Single a = some.get(j);
                Single b = some.get(i);
                BitSet rows = (BitSet) a.literal.rows().clone();
                rows.and(b.literal.rows());
                BitSet here = (BitSet) rows.clone();
                here.and(surprise.half);
                if (!a.literal.column().equals(b.literal.column()) && enough(here, half)) {
                    double strength = surprise.of(here);
                    if (strength > a.candidate.strength + BETTER) {
                        all.add(new Candidate(a.literal.text() + " and " + b.literal.text(), rows, strength));
                    }
                }
            }
        }
        all.removeIf(candidate -> candidate.strength < NOTABLE);
        all.sort(Comparator.comparingDouble((Candidate candidate) -> -candidate.strength));
        return all;
    }

    private static boolean enough(BitSet rows, int[] half) {
        return rows.cardinality() >= Math.max(LEAST, LEAST_SHARE * half.length);
    }

    /** The strongest, but those that are mostly the same examples as a stronger one. */
    private static List<Candidate> different(List<Candidate> sorted, BitSet half) {
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : sorted) {
            if (kept.size() < TRIED && kept.stream().noneMatch(other -> alike(candidate, other, half))) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static boolean alike(Candidate a, Candidate b, BitSet half) {
        BitSet both = (BitSet) a.rows.clone();
        both.and(b.rows);
        both.and(half);
        BitSet any = (BitSet) a.rows.clone();
        any.or(b.rows);
        any.and(half);
        return both.cardinality() > ALIKE * any.cardinality();
    }

    /** How surprising the sum of ranks in a part is, in standard deviations of its distribution under shuffling within kinds. */
    private final class Surprise {
        private final BitSet half;
        private final int size;
        private final double[] excess = new double[losses.length];
        private final double[] variance = new double[losses.length];

        Surprise(int[] rows) {
            half = bits(rows);
            size = rows.length;
            Map<Integer, List<Integer>> byKind = byKind(rows);
            byKind.values().forEach(members -> {
                double mean = members.stream()
                        .mapToDouble(row -> ranks[row])
                        .average()
                        .orElse(0);
                double squares = members.stream()
                        .mapToDouble(row -> (ranks[row] - mean) * (ranks[row] - mean))
                        .sum();
                members.forEach(row -> {
                    excess[row] = ranks[row] - mean;
                    variance[row] = squares / Math.max(1, members.size() - 1);
                });
            });
        }

        double of(BitSet rows) {
            double sum = 0;
            double squares = 0;
            for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
                sum += excess[row];
                squares += variance[row];
            }
            double deviation = Math.sqrt(squares * (1 - (double) rows.cardinality() / size));
            return deviation > 0 ? sum / deviation : 0;
        }
    }

    private Map<Integer, List<Integer>> byKind(int[] rows) {
        Map<Integer, List<Integer>> byKind = new HashMap<>();
        for (int row : rows) {
            byKind.computeIfAbsent(kinds[row], k -> new ArrayList<>()).add(row);
        }
        return byKind;
    }

    private List<Slice> tried(List<Candidate> chosen, int[] half) {
        List<int[]> members = new ArrayList<>();
        List<Candidate> there = new ArrayList<>();
        BitSet bits = bits(half);
        for (Candidate candidate : chosen) {
            BitSet rows = (BitSet) candidate.rows.clone();
            rows.and(bits);
            if (rows.cardinality() >= LEAST / 2) {
                members.add(rows.stream().toArray());
                there.add(candidate);
            }
        }
        Chance chance = chance(members, half);
        double[] probabilities = Holm.adjusted(chance.probabilities());
        double[] means = kindMeans(half);
        List<Slice> slices = new ArrayList<>();
        for (int s = 0; s < there.size(); s++) {
            int[] rows = members.get(s);
            double mean = Arrays.stream(rows)
                    .mapToDouble(row -> losses[row])
                    .average()
                    .orElse(0);
            double expected =
                    Arrays.stream(rows).mapToDouble(row -> means[row]).average().orElse(0);
            slices.add(new Slice(
                    there.get(s).text,
                    rows,
                    mean,
                    expected,
                    chance.quantile(s, TAIL),
                    chance.quantile(s, 1 - TAIL),
                    probabilities[s]));
        }
        slices.sort(Comparator.comparingDouble(Slice::probability));
        return slices;
    }

    /** By row, the mean loss of its kind in this half. */
    private double[] kindMeans(int[] half) {
        double[] means = new double[losses.length];
        byKind(half).values().forEach(members -> {
            double mean =
                    members.stream().mapToDouble(row -> losses[row]).average().orElse(0);
            members.forEach(row -> means[row] = mean);
        });
        return means;
    }

    /**
     * What parts come to where nothing sets them apart, by shuffling within kinds.
     *
     * @param reached per part, in how many shuffles its ranks summed up to as much as they do
     * @param means per part the mean losses of all shuffles, rising
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    private record Chance(int[] reached, double[][] means) {
        double[] probabilities() {
            return IntStream.of(reached)
                    .mapToDouble(count -> (1.0 + count) / (1 + SHUFFLES))
                    .toArray();
        }

        double quantile(int part, double share) {
            return means[part][(int) Math.round(share * (SHUFFLES - 1))];
        }
    }

    private Chance chance(List<int[]> members, int[] half) {
        int[][] kindsOfHalf = byKind(half).values().stream()
                .map(list -> list.stream().mapToInt(row -> row).toArray())
                .toArray(int[][]::new);
        int[] from = IntStream.range(0, losses.length).toArray();
        double[] measured =
                members.stream().mapToDouble(rows -> sum(ranks, rows, from)).toArray();
        int[] reached = new int[measured.length];
        double[][] means = new double[measured.length][SHUFFLES];
        SplittableRandom random = new SplittableRandom(seed);
        for (int shuffle = 0; shuffle < SHUFFLES && measured.length > 0; shuffle++) {
            for (int[] rows : kindsOfHalf) {
                for (int i = rows.length - 1; i > 0; i--) {
                    int j = random.nextInt(i + 1);
                    int swapped = from[rows[i]];
                    from[rows[i]] = from[rows[j]];
                    from[rows[j]] = swapped;
                }
            }
            for (int s = 0; s < measured.length; s++) {
                int[] rows = members.get(s);
                reached[s] += sum(ranks, rows, from) >= measured[s] - 1e-9 ? 1 : 0;
                means[s][shuffle] = sum(losses, rows, from) / rows.length;
            }
        }
        Arrays.stream(means).forEach(Arrays::sort);
        return new Chance(reached, means);
    }

    /** Of the numbers that stand in these rows once each row has that of another. */
    private static double sum(double[] numbers, int[] rows, int[] from) {
        double sum = 0;
        for (int row : rows) {
            sum += numbers[from[row]];
        }
        return sum;
    }

    private static BitSet bits(int[] rows) {
        BitSet bits = new BitSet();
        for (int row : rows) {
            bits.set(row);
        }
        return bits;
    }

    /** 1 … n by size, the mean rank for those that are equal; divided by n. */
    private static double[] ranks(double[] values) {
        int n = values.length;
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[n];
        for (int from = 0; from < n; ) {
            int to = from;
            while (to < n && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0 / n;
            }
            from = to;
        }
        return ranks;
    }
}
