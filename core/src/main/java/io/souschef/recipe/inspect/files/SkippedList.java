package io.souschef.recipe.inspect.files;

import io.souschef.data.Dataset;
import io.souschef.data.source.Unreadable;
import io.souschef.experiment.RunDirectory;
import io.souschef.files.AtomicFile;
import io.souschef.files.Csv;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Every file or line that was not read, with the reason, as {@code skipped.csv}: first what is broken, then what is passed over. */
public final class SkippedList {
    private SkippedList() {}

    /** Writes the list; none where all was read. */
    public static void write(RunDirectory run, Dataset dataset) {
        List<Unreadable> skipped = new ArrayList<>(dataset.unreadable());
        skipped.addAll(dataset.inputs().passedOver());
        if (skipped.isEmpty()) {
            return;
        }
        AtomicFile.write(run.skipped(), out -> {
            out.write(Csv.line("name", "reason").getBytes(StandardCharsets.UTF_8));
            for (Unreadable one : skipped) {
                out.write(Csv.line(one.name(), one.reason()).getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
