package io.souschef.app;

import io.souschef.data.pantry.Options;
import io.souschef.data.pretrained.Pretrained;
import io.souschef.data.source.Progress;
import io.souschef.data.table.ColumnKind;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.Order;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What {@code souschef run} was asked for, understood. */
record RunRequest(
        String command,
        String data,
        Optional<Path> dataDirectory,
        Optional<String> target,
        Map<String, ColumnKind> columns,
        OptionalInt imageSize,
        Optional<Pretrained> pretrained,
        Optional<Duration> budget,
        long seed,
        Set<Integer> stages,
        boolean keepGoing,
        Path out) {

    Options reading(Progress progress) {
        return new Options(dataDirectory, target, columns, seed, imageSize, progress, cache());
    }

    /** Beside the run directories: another run on the same folder goes on from it, whatever has been added there since. */
    private Optional<Path> cache() {
        try {
            Path folder = Path.of(data).toAbsolutePath().normalize();
            String name = "%s-%08x.pictures".formatted(defaultOut(data).getFileName(), folder.hashCode());
            return Optional.of(new RunDirectory(out).shared().resolve(name));
        } catch (InvalidPathException e) {
            return Optional.empty(); // whoever reads it will say so
        }
    }

    Order order() {
        return new Order(command, seed, budget, keepGoing, stages, out, pretrained);
    }

    /** {@code runs/} and the name of the data: of a file without its extension, of a folder as it is. */
    static Path defaultOut(String data) {
        Path name = Path.of(data).toAbsolutePath().normalize().getFileName();
        String plain = (name == null ? "" : name.toString()) // the root of the file system has none
                .replaceFirst("(?i)\\.(csv|tsv|parquet|arff)(\\.gz)?$", "")
                .replaceAll("[^\\p{L}\\p{N}._-]", "_");
        return Path.of("runs", plain.isEmpty() || plain.startsWith(".") ? "data" : plain);
    }
}
