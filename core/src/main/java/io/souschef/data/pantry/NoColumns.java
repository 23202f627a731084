package io.souschef.data.pantry;

import io.souschef.data.table.ColumnNames;
import io.souschef.data.table.SkippedColumn;
import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.List;

/** Nothing is left to predict from. */
public final class NoColumns extends Problem {
    NoColumns(String target, List<SkippedColumn> skipped) {
        super(Message.of("no column is left to predict " + ColumnNames.quoted(target) + " from")
                .got(
                        skipped.isEmpty()
                                ? "no column besides the target"
                                : String.join(
                                        "\n",
                                        skipped.stream()
                                                .map(SkippedColumn::toString)
                                                .toList()))
                .expected("at least one column that differs between rows")
                .fix("--type NAME=category keeps a column that was skipped"));
    }
}
