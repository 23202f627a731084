package io.souschef.app;

import io.souschef.data.answers.RatingsTable;
import io.souschef.files.AtomicFile;
import io.souschef.recipe.Version;
import io.souschef.statistics.agreement.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code souschef agree}: how far people who labelled the same examples agree. */
@Command(
        name = "agree",
        mixinStandardHelpOptions = true,
        header = {"Tells how far annotators agree who labelled the same examples, and what that says of the labels.", ""
        },
        synopsisHeading = "Example: souschef agree labels.csv%n"
                + "         souschef agree labels.csv --annotators anna,ben,cem --out majority.csv%n%nUsage: ",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footer = {
            "",
            "FILE has a column per annotator (annotator_1, annotator_2 …), or the columns example, annotator and label.",
            "What is missing is no label. The labels are sound where Krippendorff's alpha is 0.667 or more."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:they agree well enough to build on",
            "1:they don't: alpha is below 0.667",
            "2:the arguments or the file were wrong",
            "3:nothing could be judged: only one label was ever given",
            "70:a bug in souschef"
        })
final class AgreeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a table: .csv, .tsv, .parquet, .arff")
    Path file;

    @Option(names = "--annotators", paramLabel = "COL,COL", split = ",", description = "the columns of the annotators")
    List<String> annotators = List.of();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "nominal",
            description = {
                "what the order of labels means: nominal (nothing), ordinal (ranks), interval (numbers)",
                "(default: ${DEFAULT-VALUE})"
            })
    Level level;

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            description = "write a row per example: votes, majority, and the likeliest label with its probability")
    @Nullable
    Path out;

    @Option(names = "--json", description = "print all of it as one JSON object")
    boolean json;

    private final Terminal terminal;

    AgreeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProgressLine progress = new ProgressLine(terminal, System::nanoTime);
        try (Clockwork clockwork = Clockwork.drawing(progress)) {
            progress.at("reading " + file, -1, "");
            RatingsTable table = RatingsTable.read(file, annotators);
            progress.at("comparing labels", -1, "");
            AgreementReport report = AgreementReport.of(table, level);
            progress.ended();
            if (out != null) {
                AtomicFile.write(out, report.csv());
            }
            progress.print(
                    json
                            ? report.json()
                            : "souschef " + Version.TEXT + "  agree " + file + "\n" + report.text()
                                    + (out == null
                                            ? ""
                                            : "\n%,d rows in %s"
                                                    .formatted(table.examples().size(), out)));
            return report.exitCode();
        }
    }
}
