package io.souschef.app;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import io.souschef.experiment.RunDirectory;
import io.souschef.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code souschef report}: the report of a run, written anew from its notebook. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        header = {"Writes the report of a run anew from its notebook, and prints where it is.", ""},
        synopsisHeading = "Example: souschef report runs/digits --open%n%nUsage: ",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "the run directory; it may be in the middle of its run")
    Path run;

    @Option(names = "--open", description = "open it in the browser")
    boolean open;

    private final Terminal terminal;

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RunDirectory folder = RunFolder.find(run);
        Path page = Report.write(folder);
        terminal.out().println(page);
        terminal.out().flush();
        if (open) {
            open(page);
        }
        return Souschef.SOUND;
    }

    private static void open(Path page) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        List<String> opener = system.contains("mac")
                ? List.of("open")
                : system.contains("win") ? List.of("cmd", "/c", "start", "") : List.of("xdg-open");
        List<String> command = new ArrayList<>(opener);
        command.add(page.toUri().toString());
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new NoBrowser(page, opener.get(0), e);
        }
    }

    /** Nothing here opens a page. */
    static final class NoBrowser extends Problem {
        NoBrowser(Path page, String opener, IOException cause) {
            super(
                    Message.of("no browser could be opened")
                            .got("no program '" + opener + "' on this machine")
                            .expected("a desktop with a browser")
                            .fix("open " + page.toAbsolutePath() + " in one; the file is all it needs"),
                    cause);
        }
    }
}
