package io.souschef.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.data.answers.RatingsTable;
import io.souschef.statistics.Interval;
import io.souschef.statistics.agreement.Agreement;
import io.souschef.statistics.agreement.CohenKappa;
import io.souschef.statistics.agreement.DawidSkene;
import io.souschef.statistics.agreement.Kinds;
import io.souschef.statistics.agreement.Level;
import io.souschef.statistics.agreement.Ratings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What several annotators' labels say, for a reader, for a spreadsheet and for a program.
 *
 * @param coefficients by name, those that are defined
 * @param people in the order of the table
 * @param contested examples with two labels or more that differ, the most contested first
 */
record AgreementReport(
        RatingsTable table,
        Level level,
        Map<String, Interval> coefficients,
        List<AnnotatorLine> people,
        DawidSkene likely,
        List<Integer> contested) {
    /** Krippendorff's own: conclusions from labels with a smaller α are not to be drawn, from one below the other tentatively. */
    static final double UNRELIABLE = 0.667, RELIABLE = 0.8;

    private static final String ALPHA = "Krippendorff's α", PERCENT = "pairs that agree";
    private static final int SHOWN = 10, PEOPLE = 30;

    /** Different labels. What is compared is each with each: 2,000 take some hundred megabytes, 30,000 more than a machine has. */
    private static final int MOST = 2_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    static AgreementReport of(RatingsTable table, Level level) {
        Ratings ratings = table.ratings();
        if (ratings.classes() > MOST) {
            throw new TooManyLabels(table.classes(), MOST);
        }
        double[] values = table.values().orElseGet(() -> new double[ratings.classes()]);
        if (level != Level.NOMINAL && table.values().isEmpty()) {
            throw new NoNumbers(table.classes(), level);
        }
        Kinds kinds = ratings.kinds();
        Map<String, Interval> coefficients = new LinkedHashMap<>();
        put(coefficients, PERCENT, kinds, Agreement.percent(kinds));
        if (ratings.annotators() == 2) {
            CohenKappa.of(ratings, 0, 1).ifPresent(kappa -> coefficients.put("Cohen's κ", kappa));
        } else {
            put(coefficients, "Fleiss' κ", kinds, Agreement.fleissKappa(kinds));
        }
        put(coefficients, ALPHA, kinds, Agreement.alpha(kinds, level, values));
        DawidSkene likely = DawidSkene.of(ratings);
        return new AgreementReport(
                table, level, coefficients, AnnotatorLine.all(table, likely), likely, contested(ratings));
    }

    private static void put(
            Map<String, Interval> coefficients, String name, Kinds kinds, ToDoubleFunction<long[]> statistic) {
        if (!Double.isNaN(statistic.applyAsDouble(kinds.counts()))) {
            coefficients.put(name, kinds.interval(statistic));
        }
    }

    /** By the share of pairs that differ; among equals those with more labels first. */
    private static List<Integer> contested(Ratings ratings) {
        record Contested(int example, double differing, int labels) {}
        return IntStream.range(0, ratings.size())
                .filter(e -> ratings.labels()[e].length > 1)
                .mapToObj(e -> {
                    double n = ratings.labels()[e].length;
                    double same = 0;
                    for (int votes : ratings.votes(e)) {
                        same += (double) votes * (votes - 1);
                    }
                    return new Contested(e, 1 - same / (n * (n - 1)), ratings.labels()[e].length);
                })
                .filter(each -> each.differing > 0)
                .sorted(Comparator.comparingDouble((Contested each) -> -each.differing)
                        .thenComparingInt(each -> -each.labels))
                .map(Contested::example)
                .toList();
    }

    int exitCode() {
        return alpha().map(alpha -> alpha.value() < UNRELIABLE ? Souschef.FAILED : Souschef.SOUND)
                .orElse(Souschef.UNJUDGED);
    }

    private Optional<Interval> alpha() {
        return Optional.ofNullable(coefficients.get(ALPHA));
    }

    private double impliedError() {
        Interval percent = coefficients.get(PERCENT);
        return percent == null
                ? Double.NaN
                : Agreement.impliedError(percent.value(), table.classes().size());
    }

    String text() {
        Ratings ratings = table.ratings();
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "%,d annotators, %,d examples, %,d of them with two labels or more, %,d labels of %,d classes, %s",
                ratings.annotators(), ratings.size(), ratings.shared(), ratings.count(), ratings.classes(), level));
        table.notes().forEach(note -> lines.add("  " + note));
        lines.add("");
        coefficients.forEach((name, interval) -> lines.add(line(name, interval)));
        lines.add(format(
                "  %-22s%6.1f %%  of each annotator's labels are wrong, if all err alike and independently",
                "implied error", 100 * impliedError()));
        lines.add("");
        lines.addAll(AnnotatorLine.table(people.subList(0, Math.min(PEOPLE, people.size()))));
        if (people.size() > PEOPLE) {
            lines.add(format("  and %,d more: --json", people.size() - PEOPLE));
        }
        lines.add("");
        if (!contested.isEmpty()) {
            lines.add(format(
                    "most contested, of %,d examples with labels that differ (--out writes all of them)",
                    contested.size()));
            contested.stream()
                    .limit(SHOWN)
                    .forEach(e -> lines.add("  " + table.examples().get(e) + "   " + votes(e)));
            lines.add("");
        }
        lines.add(verdict());
        return String.join("\n", lines);
    }

    private static String line(String name, Interval interval) {
        boolean percent = name.equals(PERCENT);
        Interval shown = percent ? interval.times(100) : interval;
        return format(
                percent ? "  %-22s%6.1f %%  (%.1f to %.1f)" : "  %-22s%6.3f    (%.3f to %.3f)",
                name,
                shown.value(),
                shown.low(),
                shown.high());
    }

    private String verdict() {
        if (alpha().isEmpty()) {
            return table.classes().size() > 1
                    ? "not judged: where two have labelled, only one label was given"
                    : "not judged: only one label was ever given";
        }
        double value = alpha().get().value();
        if (value < UNRELIABLE) {
            return format(
                    "NOT RELIABLE: α %.3f, %.3f or more expected; say more precisely what each label means, with examples of the contested ones, and label them again",
                    value, UNRELIABLE);
        }
        return value < RELIABLE
                ? format("tentative: α %.3f; from %.3f on labels are reliable", value, RELIABLE)
                : format("reliable: α %.3f", value);
    }

    /** "3 cat, 2 dog; likeliest cat, 88 %". */
    private String votes(int example) {
        int[] votes = table.ratings().votes(example);
        String counted = IntStream.range(0, votes.length)
                .filter(k -> votes[k] > 0)
                .boxed()
                .sorted(Comparator.comparingInt(k -> -votes[k]))
                .map(k -> votes[k] + " " + table.classes().get(k))
                .collect(Collectors.joining(", "));
        int likeliest = likely.label(example);
        return counted
                + format(
                        "; likeliest %s, %.0f %%",
                        table.classes().get(likeliest), 100 * likely.posterior()[example][likeliest]);
    }

    /** A row per example, as RFC 4180 has it. */
    String csv() {
        StringBuilder text = new StringBuilder("example,labels,majority,share,likeliest,probability\r\n");
        for (int e = 0; e < table.examples().size(); e++) {
            int[] votes = table.ratings().votes(e);
            int most = 0;
            for (int k = 1; k < votes.length; k++) {
                most = votes[k] > votes[most] ? k : most;
            }
            int highest = votes.length == 0 ? 0 : votes[most];
            long ties = IntStream.of(votes).filter(v -> v == highest).count();
            int labels = table.ratings().labels()[e].length;
            text.append(quoted(table.examples().get(e)))
                    .append(',')
                    .append(labels)
                    .append(',')
                    .append(
                            labels == 0 || ties > 1
                                    ? ""
                                    : quoted(table.classes().get(most)))
                    .append(',')
                    .append(labels == 0 ? "" : format("%.4f", (double) highest / labels))
                    .append(',')
                    .append(labels == 0 ? "" : quoted(table.classes().get(likely.label(e))))
                    .append(',')
                    .append(labels == 0 ? "" : format("%.6f", likely.posterior()[e][likely.label(e)]))
                    .append("\r\n");
        }
        return text.toString();
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    String json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("annotators", table.ratings().annotators());
        object.put("examples", table.ratings().size());
        object.put("shared", table.ratings().shared());
        object.put("labels", table.ratings().count());
        object.put("classes", table.classes());
        object.put("level", level.toString());
        object.put("notes", table.notes());
        Map<String, Object> numbers = new LinkedHashMap<>();
        coefficients.forEach((name, interval) ->
                numbers.put(name, Map.of("value", interval.value(), "low", interval.low(), "high", interval.high())));
        object.put("coefficients", numbers);
        object.put("implied error", impliedError());
        object.put("people", people.stream().map(AnnotatorLine::json).toList());
        object.put(
                "contested",
                contested.stream().limit(1000).map(e -> table.examples().get(e)).toList());
        object.put("exit", exitCode());
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation's artifact is not worth a dependency
    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
