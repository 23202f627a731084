package io.souschef.data.answers;

import io.souschef.data.pantry.Pantry;
import io.souschef.data.table.Cells;
import io.souschef.data.table.Column;
import io.souschef.data.table.RawTable;
import io.souschef.statistics.agreement.Ratings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Labels of several people in a table: a row per example with a column per annotator, or a row per label with the columns example,
 * annotator and label. What is missing is no label.
 *
 * @param examples their names, in the order of the file
 * @param annotators their names
 * @param classes the labels, in the order of numbers where all are numbers, else of the alphabet
 * @param values what each label is as a number; empty where some are none
 * @param notes what was decided while reading, one sentence each
 */
public record RatingsTable(
        List<String> examples,
        List<String> annotators,
        List<String> classes,
        Optional<double[]> values,
        Ratings ratings,
        List<String> notes) {
    private static final Pattern PERSON = Pattern.compile(
            "(?i)(annotator|annotation|annot|rater|rating|coder|labell?er|reviewer|worker|expert)[ _.-]?\\w*");

    /** What the columns of a row per label are called, in small letters; the first is what is asked for. */
    private static final List<String>
            EXAMPLE =
                    List.of(
                            "example",
                            "item",
                            "unit",
                            "task",
                            "id",
                            "example_id",
                            "item_id",
                            "task_id",
                            "name",
                            "file",
                            "image"),
            ANNOTATOR =
                    List.of(
                            "annotator",
                            "worker",
                            "rater",
                            "coder",
                            "labeler",
                            "labeller",
                            "annotator_id",
                            "worker_id",
                            "rater_id"),
            LABEL = List.of("label", "rating", "answer", "annotation", "class", "value", "response");

    public RatingsTable {
        examples = List.copyOf(examples);
        annotators = List.copyOf(annotators);
        classes = List.copyOf(classes);
        notes = List.copyOf(notes);
    }

    /** One label, as it is read. */
    private record Given(int example, int annotator, String label) {}

    /**
     * @param columns those of the annotators; empty for those that are called so
     * @throws io.souschef.error.Problem in words, where the file is not there, is no table, or has no such labels
     */
    public static RatingsTable read(Path file, List<String> columns) {
        RawTable raw = Pantry.raw(file);
        for (String column : columns) {
            if (!raw.names().contains(column)) {
                throw new BadRatings(
                        file, "no column '" + column + "'", "columns of the table: " + some(raw.names()), raw.names());
            }
        }
        List<String> notes = new ArrayList<>(raw.notes());
        raw.unreadable().stream().limit(3).forEach(line -> notes.add("left out: " + line));
        Map<String, Column> byName = new LinkedHashMap<>();
        raw.columns().forEach(column -> byName.put(column.name().toLowerCase(Locale.ROOT), column));
        Optional<Column> example = first(byName, EXAMPLE);
        Optional<Column> annotator = first(byName, ANNOTATOR);
        Optional<Column> label = first(byName, LABEL);
        if (columns.isEmpty() && example.isPresent() && annotator.isPresent() && label.isPresent()) {
            return oneLabelARow(file, example.get(), annotator.get(), label.get(), notes);
        }
        List<Column> people = raw.columns().stream()
                .filter(column ->
                        columns.isEmpty() ? PERSON.matcher(column.name()).matches() : columns.contains(column.name()))
                .toList();
        if (people.size() < 2) {
            if (columns.isEmpty()) {
                throw new BadRatings(file, raw.names());
            }
            throw new BadRatings(file, "one column, " + columns.get(0), "two columns or more", raw.names());
        }
        return oneExampleARow(file, example.filter(column -> !people.contains(column)), people, notes);
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(12, names.size())));
    }

    private static Optional<Column> first(Map<String, Column> byName, List<String> names) {
        return names.stream().filter(byName::containsKey).map(byName::get).findFirst();
    }

    private static RatingsTable oneExampleARow(
            Path file, Optional<Column> example, List<Column> people, List<String> notes) {
        int size = people.get(0).size();
        List<Given> given = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            for (int a = 0; a < people.size(); a++) {
                if (!people.get(a).isMissing(row)) {
                    given.add(new Given(row, a, people.get(a).text(row)));
                }
            }
        }
        List<String> names = IntStream.range(0, size)
                .mapToObj(row -> example.map(column -> column.text(row))
                        .filter(name -> !name.isEmpty())
                        .orElse("row " + (row + 1)))
                .toList();
        return of(file, names, people.stream().map(Column::name).toList(), given, notes);
    }

    private static RatingsTable oneLabelARow(
            Path file, Column example, Column annotator, Column label, List<String> notes) {
        Map<String, Integer> examples = new LinkedHashMap<>();
        Map<String, Integer> annotators = new LinkedHashMap<>();
        Map<Long, Given> given = new LinkedHashMap<>();
        int again = 0;
        int nameless = 0;
        for (int row = 0; row < label.size(); row++) {
            if (label.isMissing(row)) {
                continue;
            }
            if (example.isMissing(row) || annotator.isMissing(row)) {
                nameless++;
                continue;
            }
            int e = examples.computeIfAbsent(example.text(row), name -> examples.size());
            int a = annotators.computeIfAbsent(annotator.text(row), name -> annotators.size());
            again += given.putIfAbsent(((long) e << 32) | a, new Given(e, a, label.text(row))) == null ? 0 : 1;
        }
        if (nameless > 0) {
            notes.add("%,d labels without an example or an annotator are left out".formatted(nameless));
        }
        if (again > 0) {
            notes.add("%,d labels that an annotator gave to an example again are left out, the first counts"
                    .formatted(again));
        }
        return of(
                file,
                List.copyOf(examples.keySet()),
                List.copyOf(annotators.keySet()),
                new ArrayList<>(given.values()),
                notes);
    }

    private static RatingsTable of(
            Path file, List<String> examples, List<String> annotators, List<Given> given, List<String> notes) {
        TreeSet<String> different = new TreeSet<>();
        given.forEach(each -> different.add(each.label));
        Optional<TreeMap<Double, String>> numbers = numbers(different);
        List<String> classes =
                numbers.map(sorted -> List.copyOf(sorted.values())).orElse(List.copyOf(different));
        Map<String, Integer> index = new LinkedHashMap<>();
        classes.forEach(name -> index.put(name, index.size()));
        int[] sizes = new int[examples.size()];
        given.forEach(each -> sizes[each.example]++);
        int[][] people = new int[examples.size()][];
        int[][] labels = new int[examples.size()][];
        Arrays.setAll(people, e -> new int[sizes[e]]);
        Arrays.setAll(labels, e -> new int[sizes[e]]);
        for (Given each : given) {
            int at = people[each.example].length - sizes[each.example]--;
            people[each.example][at] = each.annotator;
            labels[each.example][at] = index.getOrDefault(each.label, 0);
        }
        Ratings ratings = new Ratings(people, labels, annotators.size(), classes.size());
        if (ratings.shared() == 0) {
            throw new BadRatings(
                    file,
                    "%,d labels, and no example with two of them".formatted(given.size()),
                    "examples that two people have labelled",
                    annotators);
        }
        return new RatingsTable(
                examples,
                annotators,
                classes,
                numbers.map(
                        sorted -> sorted.keySet().stream().mapToDouble(v -> v).toArray()),
                ratings,
                notes);
    }

    /** The labels as numbers, in their order; empty where one is none, or two are the same number. */
    private static Optional<TreeMap<Double, String>> numbers(TreeSet<String> labels) {
        TreeMap<Double, String> numbers = new TreeMap<>();
        for (String label : labels) {
            double value = Cells.number(label).orElse(Double.NaN);
            if (Double.isNaN(value) || numbers.put(value, label) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(numbers);
    }
}
