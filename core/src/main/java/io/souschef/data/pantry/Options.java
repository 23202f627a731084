package io.souschef.data.pantry;

import io.souschef.data.source.Progress;
import io.souschef.data.table.ColumnKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a data set is to be read.
 *
 * @param dataDirectory where "mnist" and "fashion-mnist" lie, if not where Debian puts them
 * @param target the column to be predicted
 * @param columns types of columns by name, where what is inferred is not what is meant; the target may be among them
 * @param seed of the split that is made where none is given
 * @param imageSize pixels on the long side that pictures are brought to, if not {@value ImageFolder#LONG_SIDE} at most
 * @param progress is told how far reading has come
 * @param cache where to keep what was read of a folder of pictures, so that it isn't read again while it is unchanged
 */
public record Options(
        Optional<Path> dataDirectory,
        Optional<String> target,
        Map<String, ColumnKind> columns,
        long seed,
        OptionalInt imageSize,
        Progress progress,
        Optional<Path> cache) {
    public Options {
        columns = Map.copyOf(columns);
        if (imageSize.isPresent() && (imageSize.getAsInt() < 1 || imageSize.getAsInt() > 4096)) {
            throw new IllegalArgumentException("image size " + imageSize.getAsInt());
        }
    }

    /** Nothing asked for, seed 1337. */
    public static Options standard() {
        return new Options(
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                1337,
                OptionalInt.empty(),
                Progress.SILENT,
                Optional.empty());
    }

    public Options withDataDirectory(Path folder) {
        return new Options(Optional.of(folder), target, columns, seed, imageSize, progress, cache);
    }

    public Options withTarget(String column) {
        return new Options(dataDirectory, Optional.of(column), columns, seed, imageSize, progress, cache);
    }

    public Options withColumn(String column, ColumnKind kind) {
        Map<String, ColumnKind> more = new LinkedHashMap<>(columns);
        more.put(column, kind);
        return new Options(dataDirectory, target, more, seed, imageSize, progress, cache);
    }

    public Options withSeed(long other) {
        return new Options(dataDirectory, target, columns, other, imageSize, progress, cache);
    }

    public Options withImageSize(int longSide) {
        return new Options(dataDirectory, target, columns, seed, OptionalInt.of(longSide), progress, cache);
    }

    public Options withProgress(Progress other) {
        return new Options(dataDirectory, target, columns, seed, imageSize, other, cache);
    }

    public Options withCache(Path file) {
        return new Options(dataDirectory, target, columns, seed, imageSize, progress, Optional.of(file));
    }
}
