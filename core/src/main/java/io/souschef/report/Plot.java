package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.report.Html.Tag;
import java.util.ArrayList;
import java.util.List;

/** The frame that charts share: sizes in pixels at full width, axes, ticks, labels. Colours come from the style sheet. */
final class Plot {
    static final double WIDTH = 456;
    /** Of a small letter of the page's sans serif at 12 pixels, on average; labels are a little shorter than this says. */
    private static final double LETTER = 6.3;

    private Plot() {}

    static Tag svg(double height, String title) {
        return tag("svg.chart")
                .with("viewBox", "0 0 " + Html.coordinate(WIDTH) + " " + Html.coordinate(height))
                .with("width", WIDTH)
                .with("height", height)
                .with("role", "img")
                .with("aria-label", title);
    }

    /** The ticks of the axis below, at height {@code y}, and its label. */
    static Html below(Axis axis, double y, String label) {
        List<Html> parts = new ArrayList<>();
        parts.add(line("axis", axis.from(), y, axis.to(), y));
        double free = Double.NEGATIVE_INFINITY; // where the last label ends
        for (double tick : axis.ticks()) {
            double x = axis.at(tick);
            parts.add(line("axis", x, y, x, y + 4));
            String text = axis.label(tick);
            if (x - width(text) / 2 < free) continue;
            parts.add(text("tick middle", x, y + 17, text));
            free = x + width(text) / 2 + 6;
        }
        parts.add(text("label middle", (axis.from() + axis.to()) / 2, y + 35, label));
        return Html.all(parts);
    }

    /** The ticks of the axis on the left, at {@code x}, with rules as far as {@code right}, and its label above. */
    static Html left(Axis axis, double x, double right, String label) {
        List<Html> parts = new ArrayList<>();
        for (double tick : axis.ticks()) {
            double y = axis.at(tick);
            parts.add(line("rule", x, y, right, y));
            parts.add(text("tick end", x - 7, y + 4, axis.label(tick)));
        }
        parts.add(text("label", 0, 13, label));
        return Html.all(parts);
    }

    static Html line(String classes, double x1, double y1, double x2, double y2) {
        return tag("line")
                .with("class", classes)
                .with("x1", x1)
                .with("y1", y1)
                .with("x2", x2)
                .with("y2", y2)
                .empty();
    }

    static Html text(String classes, double x, double y, String text) {
        return tag("text").with("class", classes).with("x", x).with("y", y).of(text);
    }

    static double width(String text) {
        return LETTER * text.codePointCount(0, text.length());
    }

    /** At most so many letters of {@code text}. */
    static String shortened(String text, int letters) {
        if (text.codePointCount(0, text.length()) <= letters) return text;
        return text.substring(0, text.offsetByCodePoints(0, letters - 1)) + "…";
    }
}
