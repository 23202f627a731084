package io.souschef.app;

import io.souschef.data.pretrained.Pretrained;
import io.souschef.data.table.ColumnKind;
import io.souschef.experiment.Budget;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Place;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command that makes a run is told: which data, how they are to be read, and where the run goes. */
final class RunOptions {
    /** Where the computation may take place. */
    enum Device {
        AUTO,
        CPU,
        CUDA
    }

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            description = {
                "digits, fashion-mnist, mnist; a folder with IDX files or class folders of pictures or texts;",
                "or a table: .csv, .tsv, .parquet, .arff"
            })
    String data;

    @Option(names = "--data", paramLabel = "DIR", description = "where the IDX files of mnist or fashion-mnist are")
    @Nullable
    Path dataDirectory;

    @Option(names = "--target", paramLabel = "COL", description = "the column of a table to be predicted")
    @Nullable
    String target;

    @Option(
            names = "--type",
            paramLabel = "COL=KIND",
            description = "a column is a number, a category, or to be left out (skip)")
    List<String> types = List.of();

    @Option(
            names = "--image-size",
            paramLabel = "N",
            description = "pixels on the long side that pictures are brought to")
    @Nullable
    Integer imageSize;

    @Option(
            names = "--features",
            paramLabel = "FILE.pt",
            description = {
                "a net that was trained on other pictures, from torch.jit.script(net).save(\"net.pt\"): stage 1 looks",
                "for wrong labels and outliers by what it gives, [N, D] or [N, D, h, w], for pictures",
                "[N, C, H, W] of 0 to 1; normalising them is up to the script"
            })
    @Nullable
    Path features;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description =
                    "what all of it may take: 90s, 15m, 1h30m; without one, the plan is the same on every machine")
    @Nullable
    String budget;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1337",
            description = "of the split, the weights, the shuffles (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(
            names = "--device",
            paramLabel = "WHERE",
            defaultValue = "auto",
            description = "auto, cpu or cuda (default: ${DEFAULT-VALUE})")
    Device device;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "the run directory (default: runs/ and the name of the data)")
    @Nullable
    Path out;

    @Option(names = "--json", description = "print the notebook's records as JSON lines instead of text")
    boolean json;

    /** All of it understood. */
    RunRequest request(Set<Integer> stages, boolean keepGoing) {
        Map<String, ColumnKind> columns = new LinkedHashMap<>();
        for (String type : types) {
            Map.Entry<String, ColumnKind> column = ColumnKind.parse(type);
            columns.put(column.getKey(), column.getValue());
        }
        Optional<Integer> size = Optional.ofNullable(imageSize);
        size.filter(n -> n < 1 || n > 4096).ifPresent(n -> {
            throw new BadImageSize(n);
        });
        return new RunRequest(
                command(),
                data,
                Optional.ofNullable(dataDirectory),
                Optional.ofNullable(target),
                columns,
                size.map(OptionalInt::of).orElse(OptionalInt.empty()),
                Optional.ofNullable(features).map(Pretrained::at),
                Optional.ofNullable(budget).map(Budget::parse),
                seed,
                stages,
                keepGoing,
                folder());
    }

    /** The run directory. */
    Path folder() {
        return out == null ? RunRequest.defaultOut(data) : out;
    }

    Place place() {
        return switch (device) {
            case AUTO -> Engine.best();
            case CPU -> Place.CPU;
            case CUDA -> Place.CUDA;
        };
    }

    /** As it was typed, so that it can be typed again. */
    private String command() {
        return "souschef "
                + spec.root().commandLine().getParseResult().originalArgs().stream()
                        .map(arg -> arg.matches("[\\w@%+=:,./-]+") ? arg : "'" + arg.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
    }
}
