package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The label, or something that is only known once the label is, is among the features: the loss falls to zero at once, and in use
 * the net knows nothing. One feature that is the same for all examples of a class and differs between classes, or that is a
 * number's exact multiple, or grows and falls with it in all examples, while the others vary, is a copy; so is one that is a multiple for many examples only: a category's mean
 * target, where the category is seen once; and so is the place in a list that was sorted by target. One that nearly says a number, where no
 * other does by far, is to be looked at, and so is one that has one value for every example of a class and for none of another: filled in only
 * once the class is known. It can't see a copy of a class with noise, or one made of several features.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">smaller input dimensionality: spurious signal</a>
 */
public final class TargetInInput implements Check {
    /** Correlation of one feature with a number; 0.97 at most in the gallery's healthy programs with several features. */
    private static final double COPY = 0.9995;

    /**
     * The part of a number's variance that one feature leaves open, and how many times as much the next one must leave. Over the programs of
     * the gallery and of eleven authors who didn't know the check, seed 1, sound ones leave 0.022 and more, and where that is less than 0.1 the
     * next leaves 3.5 times as much at most: mostly series; a target times 0.97 with noise of 0.06 leaves 0.004, the next 180 times as much.
     */
    private static final double OPEN = 0.01, TIMES = 20;

    /** What float rounding, and that of a price to cents, leave open. */
    private static final double ROUNDING = 1e-7;

    private static final int LEAST = 30;

    /** So many columns may be filled in for one class alone; of the pixels of a picture more are. Reasoned. */
    private static final int FEW = 2;

    /**
     * Share of the examples on one line, to the sixth digit, beyond which a feature holds the targets of some. At
     * most 0.016 over 5 seeds in 2,770 features of healthy programs; 0.22 for the mean target of shops that have 1.5 rows each.
     */
    private static final double SHARE = 0.1, ON_THE_LINE = 1e-6;

    /** Share of the categories with several examples whose mean target is on the line: of shops some of whose rows are in evaluation 0.6. */
    private static final double MEANS = 0.25;

    /** Pairs of examples that a line is drawn through; features beyond which it would take long. */
    private static final int LINES = 300, FEATURES = 64;

    @Override
    public String name() {
        return "the target is not among the inputs";
    }

    @Override
    public String code() {
        return "target-in-input";
    }

    @Override
    public Finding run(Subject subject) {
        Pass pass = subject.measured(new Reading()).first();
        if (!pass.ofRealNumbers() || pass.examples().get(0).target().length != 1) {
            throw new CouldNotJudge("it needs inputs of real numbers and one target per example");
        }
        List<Example> known = pass.kept().stream()
                .filter(example -> Float.isFinite(example.target()[0]))
                .toList();
        int width = pass.rows()[0].length;
        if (known.size() < LEAST || width < 3) {
            throw new CouldNotJudge("it needs %d examples of three features, whose targets are known", LEAST);
        }
        Leaks leaks = Leaks.in(known, pass.wholeTargets());
        boolean close = !leaks.any() && !leaks.nearly().isEmpty();
        boolean named = !leaks.any()
                && !close
                && !leaks.numbered().isEmpty()
                && !onward(subject, leaks.numbered().get(0));
        boolean filled = !leaks.any() && !leaks.filled().isEmpty();
        boolean doubtful = close || named || filled;
        String cause = "";
        if (leaks.any()) {
            cause = leaks.cause();
        } else if (filled) {
            cause = "a feature is filled in for one class alone: it may be known only once the class is";
        } else if (doubtful) {
            cause = named
                    ? "the example's id is among the inputs: it may be a time, or tell nothing"
                    : "one feature nearly says the target: it may have been made of it";
        }
        Finding.Draft draft = finding()
                .measured(
                        "%d of %d features say the target exactly%s%s%s%s",
                        leaks.copies().size(),
                        width,
                        leaks.text(),
                        filled
                                ? "; number " + leaks.filled().get(0)
                                        + " is the same for all examples of a class, and for no other"
                                : "",
                        close ? "; number " + leaks.nearly().get(0) + " nearly does, and no other by far" : "",
                        named
                                ? "; feature " + leaks.numbered().get(0)
                                        + " is the example's id, along which targets are not sorted"
                                : "")
                .expected("no feature that is a copy of the target or of the id")
                .cause("%s", cause)
                .fix(
                        doubtful
                                ? "ask whether this column is known when the prediction is made; if it is the value before, predict the change"
                                : "drop the column, and ask of each column that is left whether it is known when the prediction is made");
        return doubtful ? draft.warnIf(true) : draft.failIf(leaks.any());
    }

    /**
     * Features that say the target.
     *
     * @param copies of it
     * @param inPart for many of the examples
     * @param places that are the id, or the place in a list, along which targets are sorted
     * @param nearly that are no copies, and leave next to nothing open
     * @param numbered that are the id, whatever the targets are
     * @param filled that one class alone has no number of its own in
     */
    private record Leaks(
            List<Integer> copies,
            List<Integer> inPart,
            List<Integer> places,
            List<Integer> nearly,
            List<Integer> numbered,
            List<Integer> filled) {
        static Leaks in(List<Example> examples, boolean classes) {
            float[][] rows = examples.stream().map(Example::input).toArray(float[][]::new);
            double[] targets = examples.stream()
                    .mapToDouble(example -> example.target()[0])
                    .toArray();
            double[] ids = examples.stream().mapToDouble(Example::id).toArray();
            List<Integer> copies = classes ? ofClass(rows, targets) : ofNumber(rows, targets);
            if (copies.isEmpty() && !classes) {
                copies = inOneOrder(rows, targets);
            }
            boolean open = copies.isEmpty() && !classes;
            List<Integer> numbered = ofNumber(rows, ids);
            List<Integer> places = RowNumbers.in(rows, targets, classes);
            boolean told = RowNumbers.sorted(ids, targets, classes);
            return new Leaks(
                    copies,
                    open ? inMany(rows, targets) : List.of(),
                    told && !numbered.isEmpty() ? numbered : places,
                    open ? nearest(rows, targets) : List.of(),
                    numbered,
                    copies.isEmpty() && classes ? filledIn(rows, targets) : List.of());
        }

        boolean any() {
            return !copies.isEmpty() || !inPart.isEmpty() || !places.isEmpty();
        }

        String cause() {
            if (!copies.isEmpty()) {
                return "the target is among the inputs";
            }
            return inPart.isEmpty()
                    ? "the example's id, or its place in a list that is sorted by target, is among the inputs"
                    : "a feature is made of the targets, of the example's own too: a mean per category, say";
        }

        String text() {
            return (copies.isEmpty() ? "" : ": number " + copies.get(0))
                    + (inPart.isEmpty() ? "" : "; feature " + inPart.get(0) + " does for many of the examples")
                    + (places.isEmpty()
                            ? ""
                            : "; feature " + places.get(0) + " is the example's id, or its place in a sorted list");
        }
    }

    /** Features that are the same within each class, not between classes; none where that holds for most of them. */
    private static List<Integer> ofClass(float[][] rows, double[] targets) {
        List<Integer> copies = new ArrayList<>();
        int varying = 0;
        for (int column = 0; column < rows[0].length; column++) {
            Map<Double, Float> value = new HashMap<>();
            Map<Double, Integer> count = new TreeMap<>();
            boolean same = true;
            for (int i = 0; i < rows.length && same; i++) {
                Float before = value.putIfAbsent(targets[i], rows[i][column]);
                count.merge(targets[i], 1, Integer::sum);
                same = before == null || before == rows[i][column];
            }
            boolean differs = value.values().stream().distinct().count() > 1;
            if (same && differs && count.values().stream().filter(n -> n >= 5).count() > 1) {
                copies.add(column);
            }
            varying += same ? 0 : 1;
        }
        return copies.size() <= Math.max(12, 0.2 * rows[0].length) && varying > 1 ? copies : List.of();
    }

    /** Features that have one value for every example of a class, and for no other example, among which they vary. */
    private static List<Integer> filledIn(float[][] rows, double[] targets) {
        List<Integer> found = new ArrayList<>();
        double[] classes = Arrays.stream(targets).distinct().toArray();
        for (int column = 0; column < rows[0].length && found.size() <= FEW; column++) {
            for (double of : classes) {
                if (isFilledInBut(rows, targets, column, of)) {
                    found.add(column);
                    break;
                }
            }
        }
        return found.size() <= FEW ? found : List.of();
    }

    private static boolean isFilledInBut(float[][] rows, double[] targets, int column, double of) {
        float value = 0;
        int inside = 0;
        for (int i = 0; i < rows.length; i++) {
            if (targets[i] == of) {
                if (inside++ > 0 && rows[i][column] != value) {
                    return false;
                }
                value = rows[i][column];
            }
        }
        Set<Float> outside = new HashSet<>();
        for (int i = 0; i < rows.length; i++) {
            if (targets[i] != of) {
                if (rows[i][column] == value) {
                    return false;
                }
                outside.add(rows[i][column]);
            }
        }
        int others = rows.length - inside;
        return inside >= LEAST && others >= LEAST && outside.size() > others / 2;
    }

    /** Features that lie on one line with the targets for a good part of the examples, where both have many values. */
    private static List<Integer> inMany(float[][] rows, double[] targets) {
        List<Integer> found = new ArrayList<>();
        if (rows[0].length > FEATURES || distinct(targets) < rows.length / 2) {
            return found;
        }
        for (int column = 0; column < rows[0].length; column++) {
            double[] feature = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                feature[i] = rows[i][column];
            }
            Line line = distinct(feature) >= rows.length / 2 ? bestLine(feature, targets) : Line.NONE;
            if (line.met() > SHARE && line.meetsMeans(feature, targets)) {
                found.add(column);
            }
        }
        return found;
    }

    /** Features that put the examples into the very order that the targets put them into: the target's logarithm, say. */
    private static List<Integer> inOneOrder(float[][] rows, double[] targets) {
        if (distinct(targets) < rows.length / 2) {
            return List.of();
        }
        Integer[] order = new Integer[rows.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> targets[i]));
        List<Integer> copies = IntStream.range(0, rows[0].length)
                .filter(column -> isOneWay(rows, column, order))
                .boxed()
                .toList();
        return copies.size() <= Math.max(1, 0.2 * rows[0].length) ? copies : List.of();
    }

    private static boolean isOneWay(float[][] rows, int column, Integer[] order) {
        int up = 0;
        int down = 0;
        for (int i = 1; i < order.length; i++) {
            float step = rows[order[i]][column] - rows[order[i - 1]][column];
            up += step > 0 ? 1 : 0;
            down += step < 0 ? 1 : 0;
        }
        return Math.min(up, down) == 0 && up + down > order.length / 2;
    }

    private static long distinct(double[] values) {
        return Arrays.stream(values).distinct().count();
    }

    /** The largest share of the points that a line through two of them meets. */
    static double onOneLine(double[] x, double[] y) {
        return bestLine(x, y).met();
    }

    /**
     * A line through two points.
     *
     * @param met share of the points that lie on it
     * @param near what counts as on it
     */
    private record Line(double slope, double offset, double near, double met) {
        static final Line NONE = new Line(0, 0, 0, 0);

        /**
         * Whether, where several examples have one number, the mean of their targets lies on it as well: it is a category's, and was made of
         * them. The larger of two numbers, or a price that is yesterday's on some days, is the target of one example at a time.
         */
        boolean meetsMeans(double[] x, double[] y) {
            Map<Double, List<Double>> categories = new HashMap<>();
            for (int i = 0; i < x.length; i++) {
                categories.computeIfAbsent(x[i], value -> new ArrayList<>()).add(y[i]);
            }
            List<Map.Entry<Double, List<Double>>> several = categories.entrySet().stream()
                    .filter(category -> category.getValue().size() > 1)
                    .toList();
            long on = several.stream()
                    .filter(category -> Math.abs(offset
                                    + slope * category.getKey()
                                    - category.getValue().stream()
                                            .mapToDouble(v -> v)
                                            .average()
                                            .orElse(0))
                            <= 4 * near)
                    .count();
            return on >= MEANS * Math.max(1, several.size());
        }
    }

    /** The line that the largest share of the points lies on. */
    private static Line bestLine(double[] x, double[] y) {
        RandomStream draw = RandomStream.of(0, "lines");
        double range = range(y);
        Line best = Line.NONE;
        for (int line = 0; line < LINES; line++) {
            int a = draw.below(2L * line, x.length);
            int b = draw.below(2L * line + 1, x.length);
            double slope = (y[a] - y[b]) / (x[a] - x[b]);
            if (slope == 0 || !Double.isFinite(slope)) {
                continue;
            }
            int met = 0;
            for (int i = 0; i < x.length; i++) {
                met += Math.abs(y[a] + slope * (x[i] - x[a]) - y[i]) <= ON_THE_LINE * range ? 1 : 0;
            }
            double share = (double) met / x.length;
            best = share > best.met() ? new Line(slope, y[a] - slope * x[a], ON_THE_LINE * range, share) : best;
        }
        return best;
    }

    private static double range(double[] values) {
        return Arrays.stream(values).max().orElse(0)
                - Arrays.stream(values).min().orElse(0);
    }

    /** How each feature correlates with the targets. */
    private static double[] correlations(float[][] rows, double[] targets) {
        double[] all = new double[rows[0].length];
        double[] feature = new double[rows.length];
        for (int column = 0; column < all.length; column++) {
            for (int i = 0; i < rows.length; i++) {
                feature[i] = rows[i][column];
            }
            all[column] = Math.abs(Correlation.of(feature, targets));
        }
        return all;
    }

    /** The feature that leaves next to nothing of the targets open, where each other one leaves many times as much. */
    private static List<Integer> nearest(float[][] rows, double[] targets) {
        double[] open =
                Arrays.stream(correlations(rows, targets)).map(r -> 1 - r * r).toArray();
        int best = 0;
        for (int column = 1; column < open.length; column++) {
            best = open[column] < open[best] ? column : best;
        }
        for (int column = 0; column < open.length; column++) {
            if (column != best && open[column] < TIMES * open[best]) {
                return List.of();
            }
        }
        return open[best] < OPEN ? List.of(best) : List.of();
    }

    /** Whether the feature is all beyond training in evaluation: a time. */
    private static boolean onward(Subject subject, int column) {
        float[][] rows = subject.measured(new Reading()).first().rows();
        float[][] later = subject.measured(new Reading()).evaluation().rows();
        double high = Arrays.stream(rows).mapToDouble(row -> row[column]).max().orElse(0);
        return Arrays.stream(later).allMatch(row -> row.length > column && row[column] > high);
    }

    private static List<Integer> ofNumber(float[][] rows, double[] targets) {
        double[] correlations = correlations(rows, targets);
        double[] open = Arrays.stream(correlations).map(r -> 1 - r * r).toArray();
        double others = IntStream.range(0, open.length)
                .filter(column -> correlations[column] <= COPY)
                .mapToDouble(column -> open[column])
                .min()
                .orElse(1);
        double widest = IntStream.range(0, open.length)
                .filter(column -> correlations[column] > COPY)
                .mapToDouble(column -> open[column])
                .max()
                .orElse(0);
        // of a smooth series the last values all but say the next, each less than the one after it
        boolean sudden = others > TIMES * widest;
        List<Integer> copies = IntStream.range(0, correlations.length)
                .filter(column -> correlations[column] > COPY && (sudden || open[column] < ROUNDING))
                .boxed()
                .toList();
        return copies.size() <= Math.max(1, 0.2 * rows[0].length) ? copies : List.of();
    }
}
