package io.souschef.data;

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
 */
public record Options(
        Optional<Path> dataDirectory,
        Optional<String> target,
        Map<String, ColumnKind> columns,
        long seed,
        OptionalInt imageSize,
        Progress progress) {
    public Options {
        columns = Map.copyOf(columns);
        if (imageSize.isPresent() && (imageSize.getAsInt() < 1 || imageSize.getAsInt() > 4096)) {
            throw new IllegalArgumentException("image size " + imageSize.getAsInt());
        }
    }

    /** Nothing asked for, seed 1337. */
    public static Options standard() {
        return new Options(Optional.empty(), Optional.empty(), Map.of(), 1337, OptionalInt.empty(), Progress.SILENT);
    }

    public Options withDataDirectory(Path folder) {
        return new Options(Optional.of(folder), target, columns, seed, imageSize, progress);
    }

    public Options withTarget(String column) {
        return new Options(dataDirectory, Optional.of(column), columns, seed, imageSize, progress);
    }

    public Options withColumn(String column, ColumnKind kind) {
        Map<String, ColumnKind> more = new LinkedHashMap<>(columns);
        more.put(column, kind);
        return new Options(dataDirectory, target, more, seed, imageSize, progress);
    }

    public Options withSeed(long other) {
        return new Options(dataDirectory, target, columns, other, imageSize, progress);
    }

    public Options withImageSize(int longSide) {
        return new Options(dataDirectory, target, columns, seed, OptionalInt.of(longSide), progress);
    }

    public Options withProgress(Progress other) {
        return new Options(dataDirectory, target, columns, seed, imageSize, other);
    }
}
