package io.souschef.data.pantry;

import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.Split;
import io.souschef.data.Table;
import io.souschef.data.Targets;
import io.souschef.data.source.Source;
import io.souschef.data.split.SplitColumn;
import io.souschef.data.split.TooFewExamples;
import io.souschef.data.table.Aside;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.data.table.ColumnKind;
import io.souschef.data.table.ColumnTypes;
import io.souschef.data.table.NumberColumn;
import io.souschef.data.table.RawTable;
import io.souschef.data.table.SkippedColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Which column of a table is the target, whether it makes a classification or a regression, and which columns the net is shown. */
final class Roles {
    private static final Set<String> OBVIOUS = Set.of("target", "label", "class", "y");

    /** Whole numbers of so few different values are taken for classes, … */
    private static final int FEW_CLASSES = 20;

    /** … if each has so many rows on average; 0 and 1 always are. */
    private static final int ROWS_PER_CLASS = 10;

    private final RawTable raw;
    private final Map<String, ColumnKind> asked;
    private final List<String> notes;
    private final ColumnTypes types;
    private final List<Column> aside = new ArrayList<>();

    private Roles(RawTable raw, Map<String, ColumnKind> asked) {
        this.raw = raw;
        this.asked = asked;
        this.notes = new ArrayList<>(raw.notes());
        this.types = new ColumnTypes(raw.rows(), notes);
    }

    static Reading assign(RawTable raw, String name, Source source, Options options) {
        for (String column : options.columns().keySet()) {
            if (raw.columns().stream().noneMatch(known -> known.name().equals(column))) {
                throw new UnknownColumn(column, raw.names());
            }
        }
        return new Roles(raw, options.columns()).assign(name, source, options.target());
    }

    private Reading assign(String name, Source source, Optional<String> wanted) {
        Column target = typed(target(wanted));
        int[] kept = IntStream.range(0, target.size())
                .filter(row -> !target.isMissing(row))
                .toArray();
        if (kept.length == 0) {
            throw new TooFewExamples(0, "no row has a target in column '" + target.name() + "'");
        }
        if (kept.length < target.size()) {
            notes.add("%,d rows are left out, for their target '%s' is missing"
                    .formatted(target.size() - kept.length, target.name()));
        }
        Targets targets = targets(target.rows(kept));
        targets.checkDiffering();
        List<Column> shown = new ArrayList<>();
        List<SkippedColumn> skipped = new ArrayList<>(raw.unusable());
        Optional<Split> given = Optional.empty();
        for (Column column : raw.columns()) {
            if (column.name().equals(target.name())) {
                continue;
            }
            if (SplitColumn.is(column) && !asked.containsKey(column.name())) {
                given = SplitColumn.split((CategoryColumn) column, kept);
                skipped.add(new SkippedColumn(column.name(), "it says which split a row is in"));
            } else {
                show(column, kept, shown, skipped);
            }
        }
        if (shown.isEmpty()) {
            return texts(name, source, target.name(), targets, kept, given)
                    .orElseThrow(() -> new NoColumns(target.name(), skipped));
        }
        Table table = new Table(
                shown,
                skipped,
                Arrays.stream(kept).map(row -> raw.rows()[row]).toArray(),
                new Aside(aside, types.slips(), raw.dates()));
        return new Reading(name, source, table, targets, given, raw.unreadable(), notes);
    }

    /** Where the net is shown no column, one of them may still hold texts. */
    private Optional<Reading> texts(
            String name, Source source, String target, Targets targets, int[] kept, Optional<Split> given) {
        List<Column> columns = raw.columns().stream()
                .filter(column -> !column.name().equals(target) && asked.get(column.name()) != ColumnKind.SKIP)
                .toList();
        int[] rows = Arrays.stream(kept).map(row -> raw.rows()[row]).toArray();
        return TextColumn.of(columns, kept, rows).map(texts -> {
            notes.add("each example is a text, of the column '%s'; no other column tells anything"
                    .formatted(texts.column().orElse("")));
            return new Reading(name, source, texts, targets, given, raw.unreadable(), notes);
        });
    }

    private void show(Column column, int[] kept, List<Column> shown, List<SkippedColumn> skipped) {
        if (asked.get(column.name()) == ColumnKind.SKIP) {
            skipped.add(new SkippedColumn(column.name(), "you said so"));
            aside.add(rows(column, kept));
            return;
        }
        Column typed = typed(column);
        Column rows = rows(typed, kept);
        Optional<String> useless =
                types.useless(typed).or(() -> kept.length == typed.size() ? Optional.empty() : types.useless(rows));
        if (useless.isPresent() && !asked.containsKey(column.name())) {
            skipped.add(new SkippedColumn(column.name(), useless.get()));
            aside.add(rows);
        } else {
            shown.add(rows instanceof CategoryColumn words ? words.sorted() : rows);
        }
    }

    /** The column itself where all of its rows are kept. */
    private static Column rows(Column column, int[] kept) {
        return kept.length == column.size() ? column : column.rows(kept);
    }

    private Column typed(Column column) {
        ColumnKind kind = asked.get(column.name());
        if (kind == ColumnKind.NUMBER) {
            return types.number(column);
        }
        return kind == ColumnKind.CATEGORY ? types.category(column) : types.inferred(column);
    }

    private Column target(Optional<String> wanted) {
        List<String> names = raw.names();
        Optional<String> obvious = wanted.or(() -> names.stream()
                        .filter(name -> OBVIOUS.contains(name.toLowerCase(Locale.ROOT)))
                        .findFirst())
                .or(raw::target);
        String name = obvious.orElseThrow(() -> new NoTarget(names));
        if (wanted.isEmpty()) {
            notes.add("the target is '%s', by its name or place; --target says otherwise".formatted(name));
        }
        return raw.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MissingTarget(name, names));
    }

    private Targets targets(Column target) {
        return target instanceof NumberColumn numbers && !isClass(numbers)
                ? new Numbers(numbers.values(), numbers.name(), because(numbers))
                : labels(target);
    }

    private boolean isClass(NumberColumn target) {
        if (asked.get(target.name()) == ColumnKind.NUMBER || !target.isWhole()) {
            return false;
        }
        int distinct = target.distinct();
        return distinct <= 2 || (distinct <= FEW_CLASSES && target.size() >= ROWS_PER_CLASS * distinct);
    }

    private Labels labels(Column target) {
        CategoryColumn words = types.category(target);
        if (words.levels().size() > Math.max(FEW_CLASSES, words.size() / 2)) {
            throw new TooManyClasses(words.name(), words.levels().size(), words.size());
        }
        return new Labels(
                words.codes(),
                words.levels(),
                words.name(),
                because(target, words.levels().size()));
    }

    private String because(NumberColumn target) {
        return asked.containsKey(target.name())
                ? "regression: you said that '%s' is a number".formatted(target.name())
                : "regression: '%s' has %,d different numbers; --type '%s=category' makes it a classification"
                        .formatted(target.name(), target.distinct(), target.name());
    }

    private String because(Column target, int classes) {
        if (asked.containsKey(target.name())) {
            return "classification: you said that '%s' is a category".formatted(target.name());
        }
        return target instanceof NumberColumn
                ? "classification: '%s' is a whole number of %,d different values; --type '%s=number' makes it a regression"
                        .formatted(target.name(), classes, target.name())
                : "classification: '%s' is one of %,d words".formatted(target.name(), classes);
    }
}
