package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Evidence.Bar;
import io.souschef.experiment.Evidence.Bars;
import io.souschef.experiment.Evidence.Confusion;
import io.souschef.experiment.Evidence.Curves;
import io.souschef.experiment.Evidence.Grid;
import io.souschef.experiment.Evidence.Histogram;
import io.souschef.experiment.Evidence.Pictures;
import io.souschef.experiment.Evidence.Points;
import io.souschef.experiment.Evidence.Text;
import java.util.ArrayList;
import java.util.List;

/** A piece of evidence as a figure: its title above, and below it the sentence that says what to see. */
final class EvidenceView {
    /** More categories than this stand as columns, named only when pointed at. */
    private static final int LYING = 40;

    /** Letters of a cell. */
    private static final int SHORT = 14;

    private final Album album;

    EvidenceView(Album album) {
        this.album = album;
    }

    /** All of them, side by side where there is room. */
    Html figures(List<Evidence> evidence) {
        if (evidence.isEmpty()) return Html.NOTHING;
        return tag("div.figures").of(evidence.stream().map(this::figure).toList());
    }

    private Html figure(Evidence evidence) {
        boolean wide = evidence instanceof Pictures
                || (evidence instanceof Grid grid && !slim(grid))
                || evidence instanceof Text
                || (evidence instanceof Confusion confusion && HeatMap.wide(confusion));
        Html title = evidence.title().isEmpty() ? Html.NOTHING : tag("h4").of(evidence.title());
        Html caption =
                evidence.sentence().isEmpty() ? Html.NOTHING : tag("figcaption").of(evidence.sentence());
        return tag(wide ? "figure.wide" : "figure").of(title, drawing(evidence), caption);
    }

    /** A table of few short cells stands beside another figure. */
    private static boolean slim(Grid grid) {
        return grid.header().size() <= 5
                && grid.rows().stream().flatMap(List::stream).allMatch(cell -> cell.length() <= SHORT);
    }

    private Html drawing(Evidence evidence) {
        if (evidence instanceof Curves curves) return LineChart.draw(curves);
        if (evidence instanceof Bars bars) return bars.bars().size() > LYING ? columns(bars) : BarChart.draw(bars);
        if (evidence instanceof Histogram histogram) return histogram(histogram);
        if (evidence instanceof Pictures pictures) return PictureGrid.draw(pictures, album);
        if (evidence instanceof Grid grid) return table(grid);
        if (evidence instanceof Points points) return ScatterPlot.draw(points);
        if (evidence instanceof Confusion confusion) return HeatMap.draw(confusion);
        return tag("pre").of(((Text) evidence).text());
    }

    private static Html columns(Bars bars) {
        List<ColumnChart.Column> columns = new ArrayList<>();
        for (int i = 0; i < bars.bars().size(); i++) {
            Bar bar = bars.bars().get(i);
            columns.add(new ColumnChart.Column(
                    i + 0.5,
                    i + 1.5,
                    bar.value(),
                    bar.category() + ": " + Numbers.text(bar.value()) + " " + bars.unit()));
        }
        return ColumnChart.draw(bars.title(), "category, in the order given", bars.unit(), columns);
    }

    private static Html histogram(Histogram histogram) {
        List<ColumnChart.Column> columns = new ArrayList<>();
        for (int i = 0; i < histogram.counts().size(); i++) {
            double low = histogram.edges().get(i);
            double high = histogram.edges().get(i + 1);
            long count = histogram.counts().get(i);
            String title = Numbers.text(low) + " to " + Numbers.text(high) + ": " + Numbers.text((double) count);
            columns.add(new ColumnChart.Column(low, high, count, title));
        }
        return ColumnChart.draw(histogram.title(), histogram.unit(), "count", columns);
    }

    private static Html table(Grid grid) {
        List<Html> head = new ArrayList<>();
        for (int c = 0; c < grid.header().size(); c++)
            head.add(tag("th." + align(grid, c))
                    .with("scope", "col")
                    .of(grid.header().get(c)));
        List<Html> body = new ArrayList<>();
        for (List<String> row : grid.rows()) {
            List<Html> cells = new ArrayList<>();
            for (int c = 0; c < row.size(); c++)
                cells.add(tag("td." + align(grid, c)).of(row.get(c)));
            body.add(tag("tr").of(cells));
        }
        return tag("div.scroll")
                .of(tag("table")
                        .of(tag("thead").of(tag("tr").of(head)), tag("tbody").of(body)));
    }

    private static String align(Grid grid, int column) {
        return switch (grid.align().charAt(column)) {
            case 'r' -> "right";
            case 'c' -> "middle";
            default -> "left";
        };
    }
}
