package io.souschef.data.table;

import io.souschef.data.source.CannotRead;
import io.souschef.data.source.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table in Weka's attribute-relation format: typed attributes in a header, then rows with commas between cells, {@code ?}
 * where one is missing. Its last attribute is the target unless one is called "class". Sparse rows and relational attributes are refused.
 *
 * @see <a href="https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/">the format</a>
 */
public final class Arff {
    private enum Kind {
        NUMBER,
        NOMINAL,
        WORD
    }

    /** @param levels of a nominal attribute, empty for others */
    private record Attribute(String name, Kind kind, List<String> levels) {}

    private final Path file;
    private final List<Attribute> attributes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<List<Optional<String>>> rows = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();

    private Arff(Path file) {
        this.file = file;
    }

    /** @throws BadArff where it breaks the rules of the format */
    public static RawTable read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CannotRead(file, e);
        }
        String text = new String(content, StandardCharsets.UTF_8);
        boolean utf8 = text.indexOf('\uFFFD') < 0;
        return new Arff(file).parse(utf8 ? text : new String(content, StandardCharsets.ISO_8859_1));
    }

    private RawTable parse(String text) {
        boolean data = false;
        int number = 0;
        for (String raw : text.split("\\R", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("%")) {
                continue;
            }
            if (data) {
                row(number, line);
            } else if (startsWith(line, "@data")) {
                data = true;
            } else if (startsWith(line, "@attribute")) {
                attributes.add(
                        attribute(number, line.substring("@attribute".length()).strip()));
            } else if (!startsWith(line, "@relation")) {
                throw new BadArff(file, number, line, "@relation, @attribute or @data");
            }
        }
        if (!data || attributes.isEmpty()) {
            throw new BadArff(file, number, "the file ends", attributes.isEmpty() ? "@attribute lines" : "@data");
        }
        if (rows.size() < unreadable.size()) {
            throw new BadArff(
                    file,
                    Integer.parseInt(unreadable.get(0).name().replace("line ", "")),
                    "%,d rows of %,d can't be read, e.g. %s"
                            .formatted(unreadable.size(), rows.size() + unreadable.size(), unreadable.get(0)),
                    "a value for each of %,d attributes".formatted(attributes.size()));
        }
        List<Column> columns =
                IntStream.range(0, attributes.size()).mapToObj(this::column).toList();
        return new RawTable(
                columns,
                List.of(),
                numbers.stream().mapToInt(i -> i).toArray(),
                Optional.of(attributes.get(attributes.size() - 1).name),
                unreadable,
                List.of(),
                Set.of());
    }

    private Attribute attribute(int line, String text) {
        Scan scan = new Scan(text);
        String name = scan.word(" \t{");
        if (!names.add(name)) {
            throw new BadArff(file, line, "a second attribute '%s'".formatted(name), "a name of its own for each");
        }
        if (scan.skip('{')) {
            return new Attribute(name, Kind.NOMINAL, levels(line, name, scan));
        }
        String type = scan.word("%");
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.equals("numeric") || lower.equals("real") || lower.equals("integer")) {
            return new Attribute(name, Kind.NUMBER, List.of());
        }
        if (lower.equals("string") || lower.startsWith("date")) {
            return new Attribute(name, Kind.WORD, List.of());
        }
        throw new BadArff(
                file, line, "attribute '%s' of type '%s'".formatted(name, type), "numeric, string, date or {a, b, c}");
    }

    private List<String> levels(int line, String name, Scan scan) {
        Set<String> levels = new LinkedHashSet<>();
        while (!scan.atEnd() && !scan.skip('}')) {
            levels.add(scan.word(",}"));
            if (!scan.skip(',') && !scan.at('}')) {
                throw new BadArff(file, line, "the values of attribute '%s' do not end".formatted(name), "{a, b, c}");
            }
        }
        return List.copyOf(levels);
    }

    private void row(int line, String text) {
        if (text.startsWith("{")) {
            throw new BadArff(
                    file,
                    line,
                    "a sparse row",
                    "a value for every attribute; weka.filters.unsupervised.instance.SparseToNonSparse writes them out");
        }
        List<Optional<String>> cells = new ArrayList<>();
        Scan scan = new Scan(text);
        while (!scan.atEnd()) {
            boolean quoted = scan.atQuote();
            String cell = scan.word(",");
            cells.add(!quoted && (cell.equals("?") || cell.isEmpty()) ? Optional.empty() : Optional.of(cell));
            scan.skip(',');
        }
        Optional<String> wrong = wrong(cells);
        if (wrong.isPresent()) {
            unreadable.add(new Unreadable("line " + line, wrong.get()));
        } else {
            rows.add(cells);
            numbers.add(rows.size() + unreadable.size());
        }
    }

    private Optional<String> wrong(List<Optional<String>> cells) {
        if (cells.size() != attributes.size()) {
            return Optional.of("%d values for %d attributes".formatted(cells.size(), attributes.size()));
        }
        for (int c = 0; c < cells.size(); c++) {
            Attribute attribute = attributes.get(c);
            Optional<String> cell = cells.get(c);
            if (cell.isPresent()
                    && attribute.kind == Kind.NUMBER
                    && Cells.number(cell.get()).isEmpty()) {
                return Optional.of("'%s' in attribute '%s' is no number".formatted(cell.get(), attribute.name));
            }
            if (cell.isPresent() && attribute.kind == Kind.NOMINAL && !attribute.levels.contains(cell.get())) {
                return Optional.of(
                        "'%s' is not among the values of attribute '%s'".formatted(cell.get(), attribute.name));
            }
        }
        return Optional.empty();
    }

    private Column column(int c) {
        Attribute attribute = attributes.get(c);
        if (attribute.kind == Kind.NUMBER) {
            return new NumberColumn(
                    attribute.name,
                    rows.stream()
                            .mapToDouble(row -> row.get(c)
                                    .map(Cells::number)
                                    .orElse(OptionalDouble.empty())
                                    .orElse(Double.NaN))
                            .toArray());
        }
        Map<String, Integer> levels = new LinkedHashMap<>();
        attribute.levels.forEach(level -> levels.put(level, levels.size()));
        int[] codes = new int[rows.size()];
        for (int row = 0; row < codes.length; row++) {
            Optional<String> cell = rows.get(row).get(c);
            cell.ifPresent(word -> levels.putIfAbsent(word, levels.size()));
            codes[row] = cell.map(levels::get).orElse(CategoryColumn.MISSING);
        }
        return new CategoryColumn(attribute.name, codes, new ArrayList<>(levels.keySet()));
    }

    private static boolean startsWith(String line, String keyword) {
        return line.regionMatches(true, 0, keyword, 0, keyword.length());
    }

    /** Goes through a line word by word, where words may be in quotes. */
    private static final class Scan {
        private final String text;
        private int at;

        Scan(String text) {
            this.text = text;
            skipSpace();
        }

        boolean atEnd() {
            return at >= text.length();
        }

        boolean atQuote() {
            return at('\'') || at('"');
        }

        /** Up to one of {@code ends}, or to the closing quote. */
        String word(String ends) {
            StringBuilder word = new StringBuilder();
            if (atQuote()) {
                char quote = text.charAt(at++);
                while (!atEnd() && text.charAt(at) != quote) {
                    if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                        at++;
                    }
                    word.append(text.charAt(at++));
                }
                at++;
                skipSpace();
                return word.toString();
            }
            while (!atEnd() && ends.indexOf(text.charAt(at)) < 0) {
                word.append(text.charAt(at++));
            }
            skipSpace();
            return word.toString().strip();
        }

        boolean at(char c) {
            return !atEnd() && text.charAt(at) == c;
        }

        /** Goes past this character, if it is what comes next. */
        boolean skip(char c) {
            boolean there = at(c);
            if (there) {
                at++;
                skipSpace();
            }
            return there;
        }

        private void skipSpace() {
            while (!atEnd() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
