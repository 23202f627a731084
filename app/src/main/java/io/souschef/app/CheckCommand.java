package io.souschef.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.souschef.check.Catalogue;
import io.souschef.check.Check;
import io.souschef.check.CheckRun;
import io.souschef.check.Findings;
import io.souschef.data.ColumnKind;
import io.souschef.data.Dataset;
import io.souschef.data.Options;
import io.souschef.data.Pantry;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.files.AtomicFile;
import io.souschef.recipe.Ladder;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.OurProgram;
import io.souschef.recipe.Version;
import io.souschef.report.FindingText;
import io.souschef.report.JUnitXml;
import io.souschef.report.Sarif;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code souschef check}: the checks of the catalogue on a data set and one of our nets. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        header = {
            "Puts the training of a net on DATA under every check. For a training program of your own: Souschef.check in a test.",
            ""
        },
        synopsisHeading = "Example: souschef check digits%n"
                + "         souschef check table.csv --target price --net \"mlp 64x2\" --sarif checks.sarif%n%nUsage: ",
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
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DATA", description = "as for souschef run")
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
            names = "--net",
            paramLabel = "NAME",
            description =
                    "linear, mlp 64x2, convnet 32x2, resnet 16x2, table 64x2 (default: the smallest for the data)")
    @Nullable
    String net;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1337",
            description = "of the split, the weights, the shuffles (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(names = "--json", description = "print one JSON object per check")
    boolean json;

    @Option(names = "--junit", paramLabel = "FILE.xml", description = "write a JUnit test report as well")
    @Nullable
    Path junit;

    @Option(names = "--sarif", paramLabel = "FILE.sarif", description = "write a SARIF 2.1.0 report as well")
    @Nullable
    Path sarif;

    private final Terminal terminal;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProgressLine progress = new ProgressLine(terminal, System::nanoTime);
        try (Clockwork clockwork = Clockwork.every(progress::draw)) {
            Dataset dataset = Pantry.open(data, reading(progress));
            NetPlan plan = net == null ? Ladder.of(dataset.inputs()).get(0) : NetPlan.parse(net, dataset.inputs());
            String subject = dataset.name() + ", " + plan.describe();
            if (!json) {
                progress.print("souschef " + Version.TEXT + "  check " + subject + "  seed " + seed + "\n"
                        + dataset.describe() + "\n");
            }
            Findings findings = run(dataset, plan, progress);
            progress.ended();
            if (junit != null) {
                AtomicFile.write(junit, JUnitXml.of(subject, findings.all()));
            }
            if (sarif != null) {
                AtomicFile.write(sarif, Sarif.of(subject, Version.TEXT, findings.all()));
            }
            if (!json) {
                progress.print(verdict(findings));
            }
            return findings.exitCode();
        }
    }

    private Options reading(ProgressLine progress) {
        Options options = Options.standard()
                .withSeed(seed)
                .withProgress((done, total) -> progress.at("reading " + data, (double) done / total, ""));
        options = dataDirectory == null ? options : options.withDataDirectory(dataDirectory);
        options = target == null ? options : options.withTarget(target);
        for (String type : types) {
            Map.Entry<String, ColumnKind> column = ColumnKind.parse(type);
            options = options.withColumn(column.getKey(), column.getValue());
        }
        return options;
    }

    private Findings run(Dataset dataset, NetPlan plan, ProgressLine progress) {
        List<Check> checks = Catalogue.all();
        FindingText text = new FindingText(terminal.width(), terminal.colour());
        int[] done = {0};
        progress.at("checks", 0, checks.get(0).name());
        return CheckRun.of(checks).on(OurProgram.subject(dataset, plan, seed), finding -> {
            progress.print(json ? record(finding) : text.of(finding));
            done[0]++;
            String next = done[0] < checks.size() ? checks.get(done[0]).name() : "";
            progress.at("checks", (double) done[0] / checks.size(), next);
        });
    }

    private static String record(Finding finding) {
        try {
            return new ObjectMapper().registerModule(new Jdk8Module()).writeValueAsString(finding);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String verdict(Findings findings) {
        long skipped = findings.with(Outcome.SKIP).size();
        String failed = findings.failed().isEmpty()
                ? ""
                : ": "
                        + String.join(
                                ", ",
                                findings.failed().stream().map(Finding::code).toList());
        return String.format(
                Locale.ROOT,
                "%n%s%s: %d checks, %d ok, %d failed, %d warned, %d not judged   %.1f s",
                findings.sound() ? "sound" : "UNSOUND",
                failed,
                findings.all().size(),
                findings.with(Outcome.PASS).size(),
                findings.failed().size(),
                findings.with(Outcome.WARN).size(),
                skipped,
                findings.seconds());
    }
}
