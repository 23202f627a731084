package io.souschef.data.pantry;

import io.souschef.data.Dataset;
import io.souschef.data.TableEncoding;
import io.souschef.data.source.CannotRead;
import io.souschef.data.source.Fingerprint;
import io.souschef.data.source.NotFound;
import io.souschef.data.source.Source;
import io.souschef.data.table.Arff;
import io.souschef.data.table.DelimitedTable;
import io.souschef.data.table.ParquetTable;
import io.souschef.data.table.RawTable;
import io.souschef.data.text.Text;
import io.souschef.data.text.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where data is found: by the name of a set that everybody knows, or by a path.
 *
 * <pre>{@code
 * Dataset digits = Pantry.open("digits", Options.standard());
 * Dataset prices = Pantry.open("table.csv", Options.standard().withTarget("price"));
 * }</pre>
 *
 * <ul>
 *   <li>{@code digits}: comes with Souschef
 *   <li>{@code fashion-mnist}, {@code mnist}: IDX files, from where Debian puts them or from {@link Options#dataDirectory}
 *   <li>a folder: IDX files, or class folders of pictures or of texts, or {@code train/} and {@code test/} with such folders
 *   <li>a file: .csv, .tsv (also .gz), .parquet, .arff
 * </ul>
 */
public final class Pantry {
    private static final Path DEBIAN = Path.of("/usr/share/datasets");
    private static final Set<String> DELIMITED = Set.of("csv", "tsv", "csv.gz", "tsv.gz");

    private Pantry() {}

    /**
     * Reads all of it.
     *
     * @param what a name or a path
     * @throws io.souschef.error.Problem in words, where it is not there, not sound, or has nothing in it to learn
     */
    public static Dataset open(String what, Options options) {
        return read(what, options).split(options.seed());
    }

    /**
     * The rows of a table as text by column, a missing cell being "": for {@link TableEncoding#encode(Map)}. The target need not be
     * among the columns.
     */
    public static List<Map<String, String>> rows(Path file) {
        return table(file, Options.standard()).texts();
    }

    /**
     * A file as a text.
     *
     * @throws io.souschef.error.Problem in words, where it is not there, or no text
     */
    public static Text text(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new NotFound(file.toString());
        }
        try {
            return TextFile.read(file, file.toString()).orElseThrow(() -> new BadText(file));
        } catch (IOException e) {
            throw new CannotRead(file, e);
        }
    }

    /** A table as its file has it, without a role for any column. */
    public static RawTable raw(Path file) {
        return table(file, Options.standard());
    }

    private static Reading read(String what, Options options) {
        if (what.equals("digits")) {
            return Digits.read();
        }
        if (what.equals("mnist") || what.equals("fashion-mnist")) {
            return known(what, options);
        }
        Path path = path(what);
        String name = String.valueOf(path.getFileName());
        if (Files.isDirectory(path)) {
            return folder(path, name, options);
        }
        RawTable raw = table(path, options);
        Fingerprint print = Fingerprint.of(path);
        String format = extension(path).toUpperCase(Locale.ROOT);
        return Roles.assign(raw, name, new Source(path.toString(), print.sha256(), print.bytes(), format), options);
    }

    private static Reading folder(Path path, String name, Options options) {
        if (IdxFolder.isOne(path)) {
            return IdxFolder.read(path, name, options.progress());
        }
        return FileKind.most(path) == FileKind.TEXT
                ? TextFolder.read(path, name, options)
                : ImageFolder.read(path, name, options);
    }

    private static Path path(String what) {
        try {
            Path path = Path.of(what).toAbsolutePath().normalize();
            if (Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new NotFound(what.replaceAll("\\p{Cntrl}", "?"));
        }
        throw new NotFound(what);
    }

    private static RawTable table(Path file, Options options) {
        String extension = extension(file);
        if (!Files.isRegularFile(file)) {
            throw new NotFound(file.toString());
        }
        if (DELIMITED.contains(extension)) {
            return DelimitedTable.read(file, options.target(), options.progress());
        }
        return switch (extension) {
            case "parquet" -> ParquetTable.read(file, options.progress());
            case "arff" -> Arff.read(file);
            default -> throw new UnknownFormat(file);
        };
    }

    private static Reading known(String name, Options options) {
        Path folder = options.dataDirectory().orElse(DEBIAN.resolve(name));
        if (!Files.isDirectory(folder) || !IdxFolder.isOne(folder)) {
            throw new NotInstalled(
                    name,
                    folder,
                    name.equals("fashion-mnist")
                            ? "apt install dataset-fashion-mnist, or --data DIR with the IDX files"
                            : "--data DIR, where DIR holds the IDX files of MNIST");
        }
        return IdxFolder.read(folder, name, options.progress());
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.', name.endsWith(".gz") ? name.length() - 4 : name.length());
        return name.substring(dot + 1);
    }
}
