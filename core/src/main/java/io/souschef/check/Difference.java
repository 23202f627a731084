package io.souschef.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Where two tensors that should be equal differ first, and in which way. */
record Difference(String first, String cause, String fix) {
    /**
     * Of the largest number. By rounding alone sound pairs are apart by 2e-7 to 3.2e-6, values and gradients, over 40 seeds: softmax,
     * variance, linear layer, matrix product, a sum of 7,200 squares one by one.
     */
    private static final double TOLERANCE = 1e-4;

    /** @param what is compared: "output" */
    static Optional<Difference> between(String what, Values loops, Values vector) {
        if (!Arrays.equals(loops.shape(), vector.shape())) {
            return Optional.of(
                    new Difference(
                            "%s is %s by loops and %s vectorised"
                                    .formatted(what, Arrays.toString(loops.shape()), Arrays.toString(vector.shape())),
                            "the shapes differ",
                            "print the shape after every operation; where sizes are 1, broadcasting makes one that nobody meant"));
        }
        double slack = TOLERANCE * Math.max(loops.largest(), vector.largest());
        int[] unequal = IntStream.range(0, loops.numbers().length)
                .filter(i -> !equal(loops.numbers()[i], vector.numbers()[i], slack))
                .toArray();
        return unequal.length == 0 ? Optional.empty() : Optional.of(described(what, loops, vector, unequal, slack));
    }

    private static boolean equal(double a, double b, double slack) {
        return Math.abs(a - b) <= slack || Double.compare(a, b) == 0;
    }

    private static Difference described(String what, Values loops, Values vector, int[] unequal, double slack) {
        int at = unequal[0];
        String first = String.format(
                Locale.ROOT,
                "%s %s is %.6g by loops and %.6g vectorised; %,d of %,d differ",
                what,
                Arrays.toString(loops.index(at)),
                loops.numbers()[at],
                vector.numbers()[at],
                unequal.length,
                loops.numbers().length);
        return nothing(first, vector)
                .or(() -> factor(first, loops, vector, slack))
                .or(() -> transposed(first, loops, vector, slack))
                .or(() -> reordered(first, loops, vector, slack))
                .or(() -> confined(first, loops, unequal))
                .orElseGet(() -> new Difference(
                        first, "they differ everywhere", "vectorise one loop at a time, and compare after each"));
    }

    private static Optional<Difference> nothing(String first, Values vector) {
        boolean zero = Arrays.stream(vector.numbers()).allMatch(v -> v == 0);
        return zero
                ? Optional.of(new Difference(
                        first,
                        "the vectorised one is zero",
                        "where it is a gradient, look for detach, item, NoGrad, or a comparison in its way"))
                : Optional.empty();
    }

    /** A mean where a sum should be, or over another axis. */
    private static Optional<Difference> factor(String first, Values loops, Values vector, double slack) {
        double[] l = loops.numbers();
        double[] v = vector.numbers();
        int largest = IntStream.range(0, l.length)
                .reduce((a, b) -> Math.abs(l[a]) >= Math.abs(l[b]) ? a : b)
                .orElse(0);
        double factor = v[largest] / l[largest];
        boolean all = Double.isFinite(factor)
                && l.length > 1
                && IntStream.range(0, l.length).allMatch(i -> equal(v[i], factor * l[i], slack * Math.max(1, factor)));
        return all
                ? Optional.of(new Difference(
                        first,
                        "the vectorised one is %s times the other everywhere".formatted(ratio(factor)),
                        "a mean stands for a sum, a sum for a mean, or it is taken over another axis"))
                : Optional.empty();
    }

    private static String ratio(double factor) {
        double inverse = 1 / factor;
        return Math.abs(factor) < 1 && Math.abs(inverse - Math.rint(inverse)) < 1e-3
                ? "1/%d".formatted(Math.round(inverse))
                : String.format(Locale.ROOT, "%.4g", factor);
    }

    private static Optional<Difference> transposed(String first, Values loops, Values vector, double slack) {
        int axes = loops.shape().length;
        for (int a = 0; a < axes; a++) {
            for (int b = a + 1; b < axes; b++) {
                if (equal(loops.transposed(a, b).numbers(), vector.numbers(), slack)) {
                    return Optional.of(new Difference(
                            first,
                            "the numbers are right and lie as if axes %d and %d were exchanged".formatted(a, b),
                            "a view or reshape stands where a transpose or permute is meant, or the other way round"));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> reordered(String first, Values loops, Values vector, double slack) {
        double[] l = loops.numbers().clone();
        double[] v = vector.numbers().clone();
        Arrays.sort(l);
        Arrays.sort(v);
        return equal(l, v, slack)
                ? Optional.of(new Difference(
                        first,
                        "the numbers are right and stand in another order",
                        "an index is off by one or runs backwards, or a view stands where a permute is meant"))
                : Optional.empty();
    }

    private static boolean equal(double[] a, double[] b, double slack) {
        return IntStream.range(0, a.length).allMatch(i -> equal(a[i], b[i], slack));
    }

    /** The axis along which the fewest places are concerned. */
    private static Optional<Difference> confined(String first, Values loops, int[] unequal) {
        int best = -1;
        double least = 1;
        TreeSet<Long> places = new TreeSet<>();
        for (int axis = 0; axis < loops.shape().length; axis++) {
            TreeSet<Long> here = new TreeSet<>();
            for (int i : unequal) {
                here.add(loops.index(i)[axis]);
            }
            double share = (double) here.size() / loops.shape()[axis];
            if (share < least) {
                least = share;
                best = axis;
                places = here;
            }
        }
        return best < 0
                ? Optional.empty()
                : Optional.of(
                        new Difference(
                                first,
                                "they differ only at %s of axis %d%s"
                                        .formatted(
                                                range(places, loops.shape()[best]),
                                                best,
                                                best == 0 ? ", the examples" : ""),
                                "look at what is special there: the first, the last, a border, a size that doesn't divide, a mask"));
    }

    private static String range(TreeSet<Long> places, long size) {
        if (places.size() == 1) {
            long only = places.first();
            return only == size - 1 ? "the last place, %d,".formatted(only) : "place %d".formatted(only);
        }
        boolean run = places.last() - places.first() + 1 == places.size();
        return run ? "places %d to %d".formatted(places.first(), places.last()) : "places " + places;
    }
}
