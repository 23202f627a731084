package io.souschef.app;

import io.souschef.data.source.NotFound;
import io.souschef.error.Problem;
import io.souschef.files.AtomicFile;
import io.souschef.recipe.Prediction;
import io.souschef.recipe.Predictor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code souschef predict}: the model of a run on new examples. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        header = {"Predicts pictures, texts, or the rows of tables, with the model that a run has left.", ""},
        synopsisHeading = "Example: souschef predict runs/images cat.png dog.jpg%n"
                + "         souschef predict runs/table new.csv --out predictions.csv%n%nUsage: ",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footer = {
            "",
            "A file that can't be read is named, and the others are predicted all the same; then the exit code is 2."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was predicted",
            "2:the arguments, or some of the files, were wrong",
            "70:a bug in souschef"
        })
final class PredictCommand implements Callable<Integer> {
    private static final int TOGETHER = 256;

    @Parameters(index = "0", paramLabel = "RUN", description = "the run directory")
    Path run;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "pictures (PNG, JPEG, GIF, BMP), texts, or tables with the columns of training (.csv, .tsv, .parquet, .arff)")
    List<Path> files;

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            description = "write a table with the probability of every class instead of printing one")
    @Nullable
    Path out;

    @Option(names = "--json", description = "print one JSON object per example")
    boolean json;

    private final Terminal terminal;

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        ProgressLine progress = new ProgressLine(terminal, System::nanoTime);
        try (Clockwork clockwork = Clockwork.drawing(progress);
                Predictor predictor = Predictor.open(RunFolder.find(run).path())) {
            PredictionTable table = new PredictionTable(all(predictor, progress, problems));
            progress.ended();
            if (out != null) {
                AtomicFile.write(out, table.csv());
                progress.print("%,d predictions in %s".formatted(table.size(), out));
            } else if (table.size() > 0) {
                progress.print(json ? table.json() : table.text());
            }
        }
        problems.forEach(problem -> terminal.err().println(problem.getMessage()));
        terminal.err().flush();
        return problems.isEmpty() ? Souschef.SOUND : Souschef.WRONG;
    }

    private List<PredictionTable.Row> all(Predictor predictor, ProgressLine progress, List<Problem> problems) {
        boolean each = predictor.predictsFiles();
        int together = each ? TOGETHER : 1;
        List<PredictionTable.Row> rows = new ArrayList<>();
        for (int from = 0; from < files.size(); from += together) {
            progress.at("predicting", (double) from / files.size(), "");
            List<Path> some = files.subList(from, Math.min(files.size(), from + together));
            rows.addAll(each ? files(predictor, some, problems) : table(predictor, some.get(0), problems));
        }
        return rows;
    }

    /** Together, which is fast; one by one where one of them is bad. */
    private static List<PredictionTable.Row> files(Predictor predictor, List<Path> some, List<Problem> problems) {
        try {
            List<Prediction> predictions = predictor.files(some);
            return predictions.stream()
                    .map(p -> new PredictionTable.Row(p.example(), "", p))
                    .toList();
        } catch (Problem problem) {
            if (some.size() == 1) {
                problems.add(problem instanceof NotFound ? new NoSuchFile(some.get(0)) : problem);
                return List.of();
            }
            List<PredictionTable.Row> rows = new ArrayList<>();
            some.forEach(one -> rows.addAll(files(predictor, List.of(one), problems)));
            return rows;
        }
    }

    private static List<PredictionTable.Row> table(Predictor predictor, Path file, List<Problem> problems) {
        try {
            return predictor.rows(file).stream()
                    .map(p -> new PredictionTable.Row(file.toString(), p.example(), p))
                    .toList();
        } catch (Problem problem) {
            problems.add(problem instanceof NotFound ? new NoSuchFile(file) : problem);
            return List.of();
        }
    }
}
