package io.souschef.app;

import io.souschef.data.ColumnKind;
import io.souschef.data.Dataset;
import io.souschef.data.Pantry;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.Recipe;
import io.souschef.report.FindingText;
import io.souschef.report.Report;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Place;
import io.souschef.tensor.Scope;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code souschef run}: the six stages over one data set. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = {"Walks the six stages of the recipe over DATA. The same command again goes on where it stopped.", ""},
        synopsisHeading = "Example: souschef run digits%n"
                + "         souschef run fashion-mnist --budget 15m%n"
                + "         souschef run path/to/images --budget 20m%n"
                + "         souschef run table.csv --target price%n%nUsage: ",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:sound: nothing failed",
            "1:a check failed",
            "2:the arguments or the input were wrong",
            "3:nothing could be judged",
            "70:a bug in souschef"
        })
final class RunCommand implements Callable<Integer> {
    /** Where the computation may take place. */
    enum Device {
        AUTO,
        CPU,
        CUDA
    }

    @Spec
    CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            description = {
                "digits, fashion-mnist, mnist; a folder with IDX files or class folders of pictures;",
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
            names = "--budget",
            paramLabel = "TIME",
            description =
                    "what the whole run may take: 90s, 15m, 1h30m; without one, the plan is the same on every machine")
    @Nullable
    String budget;

    @Option(
            names = "--stage",
            paramLabel = "STAGES",
            defaultValue = "1-6",
            description = "which stages, by number or name: 2, 1-3, inspect,skeleton (default: ${DEFAULT-VALUE})")
    String stages;

    @Option(names = "--continue", description = "go on after a check has failed, and say so everywhere")
    boolean keepGoing;

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

    private final Terminal terminal;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long started = System.nanoTime();
        RunRequest request = request();
        ProgressLine progress = new ProgressLine(terminal, System::nanoTime);
        try (Interruption interruption = Interruption.of(progress, request.command());
                Clockwork clockwork = Clockwork.every(progress::draw)) {
            return run(request, progress, started);
        }
    }

    private int run(RunRequest request, ProgressLine progress, long started) {
        Dataset dataset = Pantry.open(
                request.data(),
                request.reading((done, total) -> progress.at("reading " + request.data(), (double) done / total, "")));
        progress.ended();
        if (!json) {
            progress.print(Provenance.line(request, dataset));
        }
        progress.at("starting libtorch; its first use unpacks about 350 MB", -1, "");
        Place place = place();
        Engine.check(place);
        progress.ended();
        RunDirectory run = new RunDirectory(request.out());
        RecipeFile recipe = RecipeFile.of(request, place, dataset);
        boolean continues = recipe.continues(run);
        RunText text = new RunText(terminal, progress, Pages.of(run));
        Screen screen = json ? (entry, line) -> progress.print(line) : text;
        if (!json) {
            progress.print(Provenance.details(request, place, dataset) + (continues ? "\n" : ""));
            text.before();
        }
        if (!continues) {
            recipe.write(run);
        }
        RunDirectory.create(run.path());
        try (Scope scope = Scope.open("run", place)) {
            new Recipe().run(request.order(), dataset, new RunWatcher(run, screen, progress), started);
        } finally {
            Report.write(run);
        }
        RunVerdict verdict = RunVerdict.of(Pages.of(run), run);
        if (!json) {
            progress.print(verdict.text(
                    new FindingText(terminal.width(), terminal.colour()), (System.nanoTime() - started) / 1e9));
        }
        return verdict.exitCode();
    }

    private RunRequest request() {
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
                Optional.ofNullable(budget).map(Budget::parse),
                seed,
                StageNumbers.parse(stages),
                keepGoing,
                folder());
    }

    /** The run directory. */
    Path folder() {
        return out == null ? RunRequest.defaultOut(data) : out;
    }

    private Place place() {
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
