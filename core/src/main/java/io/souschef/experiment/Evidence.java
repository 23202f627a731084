package io.souschef.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.souschef.statistics.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What shows that a finding or a result is so: numbers, not drawings. The report draws them; who disagrees with the drawing has
 * the numbers in the notebook. Each has a title and a sentence that says what to see in it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Evidence.Curves.class, name = "curves"),
    @JsonSubTypes.Type(value = Evidence.Bars.class, name = "bars"),
    @JsonSubTypes.Type(value = Evidence.Histogram.class, name = "histogram"),
    @JsonSubTypes.Type(value = Evidence.Pictures.class, name = "pictures"),
    @JsonSubTypes.Type(value = Evidence.Grid.class, name = "grid"),
    @JsonSubTypes.Type(value = Evidence.Points.class, name = "points"),
    @JsonSubTypes.Type(value = Evidence.Confusion.class, name = "confusion"),
    @JsonSubTypes.Type(value = Evidence.Text.class, name = "text")
})
public sealed interface Evidence {
    /** What it shows, as a heading. */
    String title();

    /** What to see in it, in one sentence; may be empty. */
    String sentence();

    /**
     * Curves over a common axis.
     *
     * @param xLabel what runs to the right, with its unit: "step", "training examples"
     * @param yLabel what runs upwards, with its unit: "loss [nats]"
     * @param logX whether x is drawn on a logarithmic axis (positive values only; others are left out)
     * @param logY the same for y
     */
    record Curves(
            String title, String xLabel, String yLabel, String sentence, List<Line> lines, boolean logX, boolean logY)
            implements Evidence {
        public Curves {
            lines = List.copyOf(lines);
        }

        /** Curves on linear axes. */
        public static Curves of(String title, String xLabel, String yLabel, String sentence, Line... lines) {
            return new Curves(title, xLabel, yLabel, sentence, List.of(lines), false, false);
        }

        /** The same with x on a logarithmic axis. */
        public Curves withLogX() {
            return new Curves(title, xLabel, yLabel, sentence, lines, true, logY);
        }

        /** The same with y on a logarithmic axis. */
        public Curves withLogY() {
            return new Curves(title, xLabel, yLabel, sentence, lines, logX, true);
        }
    }

    /**
     * One curve, thinned to at most {@value Thinning#MOST} points such that its first and last points, its peaks and its dips stay.
     * Values that are not finite are gaps.
     *
     * @param band the uncertainty around the curve, as long as it, if there is one
     */
    record Line(String name, List<Double> x, List<Double> y, Optional<Band> band) {
        public Line {
            if (x.size() != y.size())
                throw new IllegalArgumentException("line '" + name + "' has " + x.size() + " x and " + y.size() + " y");
            int points = x.size();
            if (band.isPresent() && band.get().low().size() != points)
                throw new IllegalArgumentException("the band of line '" + name + "' has another length than the line");
            List<Integer> kept = Thinning.kept(y);
            x = Thinning.only(kept, x);
            y = Thinning.only(kept, y);
            band = band.map(b -> new Band(Thinning.only(kept, b.low()), Thinning.only(kept, b.high())));
        }

        /** A curve through the points (x, y). */
        public static Line of(String name, double[] x, double[] y) {
            return new Line(name, boxed(x), boxed(y), Optional.empty());
        }

        /** A curve through y at 0, 1, 2, … */
        public static Line of(String name, double[] y) {
            double[] x = new double[y.length];
            Arrays.setAll(x, i -> i);
            return of(name, x, y);
        }

        /** A curve through (x, y) with the band from {@code low} to {@code high} around it. */
        public static Line of(String name, double[] x, double[] y, double[] low, double[] high) {
            return new Line(name, boxed(x), boxed(y), Optional.of(new Band(boxed(low), boxed(high))));
        }
    }

    /** The lower and the upper edge of the uncertainty around a curve. */
    record Band(List<Double> low, List<Double> high) {
        public Band {
            if (low.size() != high.size())
                throw new IllegalArgumentException("a band has " + low.size() + " low and " + high.size() + " high");
            low = List.copyOf(low);
            high = List.copyOf(high);
        }
    }

    /**
     * One bar per category, from zero.
     *
     * @param unit the unit of the values: "examples", "%"; may be empty
     */
    record Bars(String title, String sentence, String unit, List<Bar> bars) implements Evidence {
        public Bars {
            bars = List.copyOf(bars);
        }

        /** Bars without intervals, one value for each category. */
        public static Bars of(String title, String sentence, String unit, List<String> categories, double[] values) {
            if (categories.size() != values.length)
                throw new IllegalArgumentException("bars '" + title + "' have " + categories.size() + " categories and "
                        + values.length + " values");
            Bar[] bars = new Bar[values.length];
            Arrays.setAll(bars, i -> new Bar(categories.get(i), values[i], Optional.empty()));
            return new Bars(title, sentence, unit, List.of(bars));
        }
    }

    /** One bar, with the interval of its value if there is one. */
    record Bar(String category, double value, Optional<Interval> interval) {}

    /**
     * Counts of values between edges.
     *
     * @param unit what the values are, with their unit: "brightness [0–255]"
     * @param edges one more than counts, rising
     */
    record Histogram(String title, String sentence, String unit, List<Double> edges, List<Long> counts)
            implements Evidence {
        public Histogram {
            if (edges.size() != counts.size() + 1)
                throw new IllegalArgumentException("histogram '" + title + "' has " + edges.size() + " edges for "
                        + counts.size() + " counts, expected one more");
            edges = List.copyOf(edges);
            counts = List.copyOf(counts);
        }

        /** Counts the {@code values}, those that aren't finite or next to it left out, into so many bins of the same width. */
        public static Histogram of(String title, String sentence, String unit, double[] values, int bins) {
            double[] finite = Arrays.stream(values)
                    .filter(value -> Math.abs(value) < Double.MAX_VALUE / 8) // the distance of two is finite, too
                    .toArray();
            double low = Arrays.stream(finite).min().orElse(0);
            double high = Arrays.stream(finite).max().orElse(1);
            double width = high > low ? (high - low) / bins : 1.0 / bins;
            Double[] edges = new Double[bins + 1];
            Arrays.setAll(edges, i -> low + i * width);
            Long[] counts = new Long[bins];
            Arrays.fill(counts, 0L);
            for (double value : finite) counts[Math.min(bins - 1, (int) ((value - low) / width))]++;
            return new Histogram(title, sentence, unit, List.of(edges), List.of(counts));
        }
    }

    /**
     * Pictures beside each other.
     *
     * @param columns how many beside each other where there is room
     */
    record Pictures(String title, String sentence, List<Picture> pictures, int columns) implements Evidence {
        public Pictures {
            if (columns < 1) throw new IllegalArgumentException("pictures '" + title + "' in " + columns + " columns");
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * One picture.
     *
     * @param file PNG, JPEG, GIF or WebP, relative to the run directory, with forward slashes
     * @param caption what it is: "label 3, predicted 5"; may be empty
     */
    record Picture(String file, String caption) {}

    /**
     * A table. What is longer than {@value #MOST} letters in a cell is cut: data are shown here, and a cell of data may be a book.
     *
     * @param align for each column {@code 'l'}, {@code 'r'} or {@code 'c'}: "lrr"
     */
    record Grid(String title, String sentence, List<String> header, List<List<String>> rows, String align)
            implements Evidence {
        static final int MOST = 500;

        public Grid {
            if (!align.matches("[lrc]{" + header.size() + "}"))
                throw new IllegalArgumentException("table '" + title + "' has " + header.size()
                        + " columns, but the alignment '" + align + "', expected one of l, r, c for each");
            for (List<String> row : rows)
                if (row.size() != header.size())
                    throw new IllegalArgumentException("table '" + title + "' has " + header.size()
                            + " columns, but a row has " + row.size() + ": " + row);
            header = List.copyOf(header);
            rows = rows.stream()
                    .map(row -> row.stream().map(Grid::cut).toList())
                    .toList();
        }

        private static String cut(String cell) {
            if (cell.length() <= MOST) return cell;
            int end = Character.isHighSurrogate(cell.charAt(MOST - 2)) ? MOST - 2 : MOST - 1;
            return cell.substring(0, end) + "…";
        }
    }

    /**
     * A point for each of many things, by two of their numbers; in clouds, each of its own colour.
     *
     * @param xLabel what runs to the right, with its unit
     * @param yLabel what runs upwards, with its unit
     */
    record Points(String title, String xLabel, String yLabel, String sentence, List<Cloud> clouds) implements Evidence {
        public Points {
            clouds = List.copyOf(clouds);
        }
    }

    /**
     * Points of one colour, at most {@value MOST} of them; of more, every so many-th is kept.
     *
     * @param count of how many these are the points
     */
    record Cloud(String name, long count, List<Double> x, List<Double> y) {
        /** More dots than that are a blot. */
        static final int MOST = 800;

        public Cloud {
            if (x.size() != y.size())
                throw new IllegalArgumentException(
                        "cloud '" + name + "' has " + x.size() + " x and " + y.size() + " y");
            x = List.copyOf(x);
            y = List.copyOf(y);
        }

        /** Of these values, each with four digits: a dot is no smaller. */
        public static Cloud of(String name, double[] x, double[] y) {
            int kept = Math.min(MOST, x.length);
            Double[] xs = new Double[kept];
            Double[] ys = new Double[kept];
            for (int i = 0; i < kept; i++) {
                int at = (int) ((long) x.length * i / kept);
                xs[i] = rounded(x[at]);
                ys[i] = rounded(y[at]);
            }
            return new Cloud(name, x.length, List.of(xs), List.of(ys));
        }

        private static double rounded(double value) {
            return Double.isFinite(value) && value != 0
                    ? new BigDecimal(value).round(new MathContext(4)).doubleValue()
                    : value;
        }
    }

    /**
     * How often what is given, a row, was taken for what, a column. The same names in the same order both ways.
     *
     * @param counts row by row
     */
    record Confusion(String title, String sentence, List<String> classes, List<List<Long>> counts) implements Evidence {
        public Confusion {
            classes = List.copyOf(classes);
            counts = counts.stream().map(List::copyOf).toList();
            int size = classes.size();
            if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size))
                throw new IllegalArgumentException(
                        "confusion '" + title + "' of " + size + " classes has other counts");
        }
    }

    /** Text as it is: generated text, a listing, a file's first lines. Drawn with a fixed pitch. */
    record Text(String title, String sentence, String text) implements Evidence {}

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
