package io.souschef.data.split;

import io.souschef.data.Duplicates;
import io.souschef.data.Inputs;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.Split;
import io.souschef.data.Table;
import io.souschef.data.Targets;
import io.souschef.data.axis.Ascending;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a split is made where none, or only a part of one, is given.
 *
 * <p>The parts have the same share of every class (of every tenth of the range, for numbers). Which example goes where
 * depends on the seed and its id alone. Examples that are equal stay on one side, or the validation split would measure
 * memory; only where more than {@value #REPEATS} of a table's rows repeat, which is then its nature and not an accident, rows are split
 * one by one.
 *
 * @param validation share of all examples, where nothing is given
 * @param test share of all examples, where nothing is given
 * @param heldOut share of the training examples to validate on, where a test split is given
 * @param mostHeldOut at most so many of them
 * @param seed which of all such splits
 */
public record SplitPlan(double validation, double test, double heldOut, int mostHeldOut, long seed) {
    /** In a table of few, coarse columns equal rows are not copies of one another. */
    static final double REPEATS = 0.2;

    private static final int BINS = 10;

    private static final byte TRAIN = 1, VALIDATION = 2, TEST = 3;

    /** 70 / 15 / 15 %; or 10 %, at most 5,000, of a given training split. */
    public static SplitPlan standard(long seed) {
        return new SplitPlan(0.15, 0.15, 0.10, 5_000, seed);
    }

    /** The given split, or as much of one as there is, with what is missing made. */
    public Split complete(Optional<Split> given, Inputs inputs, Targets targets) {
        Split split = given.map(known -> withValidation(known, inputs, targets))
                .orElseGet(() ->
                        cut(IntStream.range(0, inputs.size()).toArray(), validation, test, inputs, targets, "made"));
        check(inputs, split.train(), "train");
        check(inputs, split.validation(), "validate");
        check(inputs, split.test(), "test");
        return split;
    }

    private static void check(Inputs inputs, int[] ids, String verb) {
        if (ids.length == 0) {
            throw new TooFewExamples(inputs.size(), "none is left to " + verb + " on");
        }
    }

    private Split withValidation(Split given, Inputs inputs, Targets targets) {
        boolean noTest = given.test().length == 0;
        boolean noValidation = given.validation().length == 0;
        if (!noTest && !noValidation) {
            return given;
        }
        int n = given.train().length;
        double share = Math.min(heldOut, mostHeldOut / (double) Math.max(1, n));
        Split cut = cut(
                given.train(),
                noValidation ? share : 0,
                noTest ? share : 0,
                inputs,
                targets,
                "given: " + given.origin() + "; " + (noValidation ? "validation" : "test") + " made of train");
        return new Split(
                cut.train(),
                noValidation ? cut.validation() : given.validation(),
                noTest ? cut.test() : given.test(),
                cut.origin());
    }

    private Split cut(
            int[] ids, double validationShare, double testShare, Inputs inputs, Targets targets, String origin) {
        int[] group = Duplicates.firstOf(inputs);
        long repeats = Arrays.stream(ids).filter(id -> group[id] != id).count();
        boolean byGroup = !(inputs instanceof Table) || repeats <= REPEATS * ids.length;
        List<List<int[]>> strata = strata(ids, byGroup ? group : null, targets);

        byte[] sides = new byte[inputs.size()];
        int tested = 0;
        int validated = 0;
        double dueTest = 0;
        double dueValidation = 0;
        for (List<int[]> stratum : strata) {
            int size = stratum.stream().mapToInt(members -> members.length).sum();
            dueTest += size * testShare;
            dueValidation += size * validationShare;
            int forTest = quota(dueTest - tested, size * testShare, size - 1);
            int forValidation = quota(dueValidation - validated, size * validationShare, size - 1 - forTest);
            for (int[] members : stratum) {
                byte side = TRAIN;
                if (members.length <= forTest) {
                    side = TEST;
                    forTest -= members.length;
                    tested += members.length;
                } else if (members.length <= forValidation) {
                    side = VALIDATION;
                    forValidation -= members.length;
                    validated += members.length;
                }
                for (int id : members) {
                    sides[id] = side;
                }
            }
        }
        return new Split(
                on(sides, TRAIN), on(sides, VALIDATION), on(sides, TEST), origin + how(targets, byGroup, repeats));
    }

    private String how(Targets targets, boolean byGroup, long repeats) {
        return " (seed %d, stratified by %s%s)"
                .formatted(
                        seed,
                        targets instanceof Labels ? "class" : "tenths of " + targets.name(),
                        repeats == 0
                                ? ""
                                : byGroup
                                        ? ", exact duplicates kept on one side: %,d".formatted(repeats)
                                        : ", rows that repeat others, split one by one all the same: %,d"
                                                .formatted(repeats));
    }

    /** What a stratum owes to a part: what is due so far, but never much more than its own share. */
    private static int quota(double due, double share, int most) {
        return (int) Math.max(0, Math.min(most, Math.min(Math.rint(due), Math.ceil(share) + 1)));
    }

    /** Per class or tenth, its groups of equal examples in random order. Each group belongs where its first one does. */
    private List<List<int[]>> strata(int[] ids, int @org.jspecify.annotations.Nullable [] group, Targets targets) {
        int[] stratum = stratum(ids, targets);
        List<int[]> units = units(ids, group);
        RandomStream random = RandomStream.of(seed, "split");
        Map<Integer, List<int[]>> strata = new TreeMap<>();
        for (int[] equal : units) {
            strata.computeIfAbsent(stratum[equal[0]], s -> new ArrayList<>()).add(equal);
        }
        return strata.values().stream()
                .map(groups -> inRandomOrder(groups, random))
                .toList();
    }

    /** The place of a group is drawn by its first example, whatever else there is. */
    private static List<int[]> inRandomOrder(List<int[]> groups, RandomStream random) {
        long[] drawn = groups.stream().mapToLong(equal -> random.bits(equal[0])).toArray();
        return Arrays.stream(Ascending.order(drawn)).mapToObj(groups::get).toList();
    }

    /** The ids in groups of equal ones, in the order of their first; without groups each by itself. */
    private static List<int[]> units(int[] ids, int @org.jspecify.annotations.Nullable [] group) {
        if (group == null) {
            return Arrays.stream(ids).mapToObj(id -> new int[] {id}).collect(Collectors.toCollection(ArrayList::new));
        }
        int[] sizes = new int[group.length];
        for (int id : ids) {
            sizes[group[id]]++;
        }
        int[] filled = new int[group.length];
        Map<Integer, int[]> shared = new HashMap<>();
        List<int[]> units = new ArrayList<>(ids.length);
        for (int id : ids) {
            int first = group[id];
            if (sizes[first] == 1) {
                units.add(new int[] {id});
                continue;
            }
            int[] known = shared.get(first);
            if (known == null) {
                known = new int[sizes[first]];
                shared.put(first, known);
                units.add(known);
            }
            known[filled[first]++] = id;
        }
        return units;
    }

    /** By id; those of other ids than {@code ids} are of no meaning. */
    private static int[] stratum(int[] ids, Targets targets) {
        if (targets instanceof Labels labels) {
            return labels.values();
        }
        double[] values = ((Numbers) targets).values();
        double[] sorted = Ascending.known(Arrays.stream(ids).mapToDouble(id -> values[id]));
        int[] bins = new int[values.length];
        for (int id : ids) {
            int place = Arrays.binarySearch(sorted, values[id]);
            bins[id] = (int) ((long) Math.max(0, place) * BINS / sorted.length);
        }
        return bins;
    }

    private static int[] on(byte[] sides, byte side) {
        return IntStream.range(0, sides.length).filter(id -> sides[id] == side).toArray();
    }
}
