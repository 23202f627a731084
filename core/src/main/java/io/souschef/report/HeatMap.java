package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Evidence.Confusion;
import java.util.ArrayList;
import java.util.List;

/** A confusion matrix: every row is a given class; the darker a field, the larger its part of the row. Counts where they fit. */
final class HeatMap {
    /** Pixels of a field at least, and from which side on it has room for its count. */
    private static final double LEAST = 15, READABLE = 21, MOST = 40;

    private static final double TOP = 92;

    /** Letters of a class's name. */
    private static final int NAME = 14;

    private HeatMap() {}

    /** Whether it is too large to stand beside another figure. */
    static boolean wide(Confusion confusion) {
        return confusion.classes().size() * LEAST > Plot.WIDTH - left(confusion);
    }

    private static double left(Confusion confusion) {
        return 10
                + confusion.classes().stream()
                        .mapToDouble(name -> Plot.width(Plot.shortened(name, NAME)))
                        .max()
                        .orElse(0);
    }

    static Html draw(Confusion confusion) {
        int n = confusion.classes().size();
        double left = left(confusion);
        double room = (wide(confusion) ? 2 * Plot.WIDTH : Plot.WIDTH) - left - 34;
        double side = Math.max(LEAST, Math.min(MOST, room / n));
        double width = Math.max(Plot.WIDTH, left + n * side + 34);
        List<Html> parts = new ArrayList<>();
        parts.add(Plot.text("label", 0, 13, "given ↓  predicted →"));
        for (int k = 0; k < n; k++) {
            String name = Plot.shortened(confusion.classes().get(k), NAME);
            double middle = (k + 0.5) * side;
            parts.add(Plot.text("tick end", left - 5, TOP + middle + 4, name));
            double x = left + middle + 3;
            parts.add(tag("text")
                    .with("class", "tick")
                    .with(
                            "transform",
                            "translate(" + Html.coordinate(x) + " " + Html.coordinate(TOP - 6) + ") rotate(-60)")
                    .of(name));
            for (int j = 0; j < n; j++) {
                parts.add(field(confusion, k, j, left + j * side, TOP + k * side, side));
            }
        }
        double height = TOP + n * side + 4;
        return tag("svg.chart")
                .with("viewBox", "0 0 " + Html.coordinate(width) + " " + Html.coordinate(height))
                .with("width", width)
                .with("height", height)
                .with("style", "max-width:" + Html.coordinate(width) + "px")
                .with("role", "img")
                .with("aria-label", confusion.title())
                .of(parts);
    }

    private static Html field(Confusion confusion, int given, int predicted, double x, double y, double side) {
        long count = confusion.counts().get(given).get(predicted);
        long all = confusion.counts().get(given).stream().mapToLong(n -> n).sum();
        double share = all == 0 ? 0 : (double) count / all;
        boolean right = given == predicted;
        // a share of a hundredth off the diagonal is to be seen, and so is the difference of a tenth and a third
        double opacity = count == 0 ? 0.03 : right ? 0.15 + 0.55 * share : 0.12 + 0.88 * Math.sqrt(Math.min(1, share));
        String title = confusion.classes().get(given) + ", predicted "
                + confusion.classes().get(predicted) + ": " + count + " of " + all;
        Html rectangle = tag("rect")
                .with("class", "fill " + (right ? "c0" : "c1"))
                .with("x", x + 0.5)
                .with("y", y + 0.5)
                .with("width", side - 1)
                .with("height", side - 1)
                .with("fill-opacity", opacity)
                .of(tag("title").of(title));
        boolean fits = side >= READABLE && Plot.width(String.valueOf(count)) <= side + 2;
        return count > 0 && fits
                ? Html.all(rectangle, Plot.text("count middle", x + side / 2, y + side / 2 + 4, String.valueOf(count)))
                : rectangle;
    }
}
