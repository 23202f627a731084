package io.souschef.app;

import io.souschef.check.Check;
import io.souschef.check.Checkup;
import io.souschef.check.Findings;
import io.souschef.data.Dataset;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.table.ColumnKind;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.files.AtomicFile;
import io.souschef.nn.ScriptedNet;
import io.souschef.recipe.Ladder;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.OurProgram;
import io.souschef.recipe.Version;
import io.souschef.report.FindingJson;
import io.souschef.report.FindingText;
import io.souschef.report.JUnitXml;
import io.souschef.report.Sarif;
import io.souschef.train.TrainingProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
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
            "3:nothing failed, and a check that applies could not judge, or none could",
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
            names = "--torchscript",
            paramLabel = "FILE.pt",
            description = "a net from Python instead: torch.jit.script(net).save(\"net.pt\")")
    @Nullable
    Path torchscript;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1337",
            description = "of the split, the weights, the shuffles (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(
            names = "--without",
            paramLabel = "CODE=REASON",
            description = "leave a check out; the reason shows up in every report")
    Map<String, String> without = new LinkedHashMap<>();

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "for all checks together: 30s, 2m (default: 5m); those that it doesn't reach could not judge")
    @Nullable
    String budget;

    @Option(names = "--json", description = "print one JSON object per check")
    boolean json;

    @Option(names = "--junit", paramLabel = "FILE.xml", description = "write a JUnit test report as well")
    @Nullable
    Path junit;

    @Option(names = "--sarif", paramLabel = "FILE.sarif", description = "write a SARIF 2.1.0 report as well")
    @Nullable
    Path sarif;

    @Option(names = "--report", paramLabel = "FILE.html", description = "write a page that shows all of it as well")
    @Nullable
    Path report;

    private final Terminal terminal;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        checkup(seed -> {
            throw new IllegalStateException("made to see the options only");
        }); // wrong ones are told before the data are read
        ProgressLine progress = new ProgressLine(terminal, System::nanoTime);
        try (Clockwork clockwork = Clockwork.drawing(progress)) {
            Dataset dataset = Pantry.open(data, reading(progress));
            NetPlan plan = net == null ? Ladder.of(dataset.inputs()).get(0) : NetPlan.parse(net, dataset.inputs());
            String subject = dataset.name() + ", " + (torchscript == null ? plan.describe() : torchscript.toString());
            Checkup checkup = checkup(program(dataset, plan));
            if (!json) {
                progress.print("souschef " + Version.TEXT + "  check " + subject + "  seed " + seed + "\n"
                        + dataset.describe() + "\n");
            }
            Findings findings = run(checkup, progress);
            progress.ended();
            write(subject, findings, checkup.suppressed());
            if (report != null) {
                AtomicFile.write(report, io.souschef.Souschef.page(findings, subject, facts(dataset, checkup)));
            }
            if (!json) {
                progress.print(
                        CheckVerdict.of(findings, checkup.suppressed()) + (report == null ? "" : "\nreport " + report));
            }
            return findings.exitCode();
        }
    }

    private Options reading(ProgressLine progress) {
        Options options =
                Options.standard().withSeed(seed).withProgress((done, total) -> progress.reading(data, done, total));
        options = dataDirectory == null ? options : options.withDataDirectory(dataDirectory);
        options = target == null ? options : options.withTarget(target);
        for (String type : types) {
            Map.Entry<String, ColumnKind> column = ColumnKind.parse(type);
            options = options.withColumn(column.getKey(), column.getValue());
        }
        return options;
    }

    private LongFunction<TrainingProgram> program(Dataset dataset, NetPlan plan) {
        Path script = torchscript;
        if (script == null) {
            return OurProgram.of(dataset, plan);
        }
        new ScriptedNet(script, seed).close(); // one clear error now, rather than one in every check
        return OurProgram.of(dataset, each -> new ScriptedNet(script, each));
    }

    private Checkup checkup(LongFunction<TrainingProgram> program) {
        Checkup checkup = Checkup.of(program).withSeed(seed);
        checkup = budget == null ? checkup : checkup.within(Budget.parse(budget));
        for (Map.Entry<String, String> one : without.entrySet()) {
            checkup = checkup.without(one.getKey(), one.getValue());
        }
        return checkup;
    }

    private Findings run(Checkup checkup, ProgressLine progress) {
        List<Check> checks = checkup.checks();
        FindingText text = new FindingText(terminal.width(), terminal.colour());
        int[] done = {0};
        progress.at("checks", 0, checks.get(0).name());
        return checkup.run(finding -> {
            progress.print(json ? FindingJson.of(finding) : text.of(finding, more(finding)));
            done[0]++;
            String next = done[0] < checks.size() ? checks.get(done[0]).name() : "";
            progress.at("checks", (double) done[0] / checks.size(), next);
        });
    }

    private void write(String subject, Findings findings, Map<String, String> suppressed) {
        if (junit != null) {
            AtomicFile.write(junit, JUnitXml.of(subject, findings.all()));
        }
        if (sarif != null) {
            AtomicFile.write(sarif, Sarif.of(subject, Version.TEXT, findings.all(), suppressed, file()));
        }
    }

    /** In which the subject is, if it is one. */
    private Optional<Path> file() {
        return torchscript != null
                ? Optional.of(torchscript)
                : Optional.of(data).map(Path::of).filter(Files::isRegularFile);
    }

    private Map<String, String> facts(Dataset dataset, Checkup checkup) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("data", dataset.describe());
        facts.put("engine", "souschef " + Version.TEXT);
        facts.put("seed", String.valueOf(seed));
        facts.put("left out", String.join(", ", checkup.suppressed().keySet()));
        return facts;
    }

    private static String more(Finding finding) {
        return finding.outcome() == Outcome.SKIP ? "" : "souschef explain " + finding.code();
    }
}
