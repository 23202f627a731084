package io.souschef.app;

import io.souschef.error.Problem;
import io.souschef.recipe.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;

/** The command line. */
@Command(
        name = "souschef",
        mixinStandardHelpOptions = true,
        versionProvider = Souschef.Versions.class,
        header = {
            "Walks your data through A Recipe for Training Neural Networks, and leaves a model, a report and a notebook.",
            ""
        },
        synopsisHeading = "Example: souschef run digits%n%nUsage: ",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:sound: nothing failed",
            "1:a check failed",
            "2:the arguments or the input were wrong",
            "3:nothing could be judged",
            "70:a bug in souschef",
            "130, 143:interrupted; the same command goes on"
        },
        footer = {"", "souschef COMMAND --help says more about one of them."},
        subcommands = HelpCommand.class)
final class Souschef {
    static final int SOUND = 0;
    static final int FAILED = 1;
    static final int WRONG = 2;
    static final int UNJUDGED = 3;
    static final int BUG = 70;

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private Souschef() {}

    /** Carries out one command and returns the exit code. Numbers are written as in the documentation, whatever the country. */
    static int execute(Terminal terminal, String... args) {
        Locale.setDefault(Locale.ROOT);
        try {
            return commandLine(terminal).execute(args);
        } catch (
                Error e) { // out of memory, a library that does not load: nothing else stands between it and the screen
            return BugReport.write(e, TEMPORARY).print(terminal);
        }
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new Souschef());
        line.addSubcommand(new RunCommand(terminal));
        line.addSubcommand(new InspectCommand(terminal));
        line.addSubcommand(new PredictCommand(terminal));
        line.addSubcommand(new ReportCommand(terminal));
        line.addSubcommand(new AgreeCommand(terminal));
        line.addSubcommand(new CheckCommand(terminal));
        line.addSubcommand(new ExplainCommand(terminal));
        line.addSubcommand(new DoctorCommand(terminal));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(Math.max(80, Math.min(100, terminal.width())));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((exception, args) -> {
            terminal.err().println(new WrongArguments(exception).getMessage());
            return WRONG;
        });
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof Problem problem) {
                command.getErr().println(problem.getMessage());
                return WRONG;
            }
            Path folder = folder(command.getCommand());
            return BugReport.write(exception, Files.isDirectory(folder) ? folder : TEMPORARY)
                    .print(terminal);
        });
        return line;
    }

    /** Where a bug is reported: beside what the command has written, if it writes a run. */
    private static Path folder(Object command) {
        if (command instanceof RunCommand run) {
            return run.options.folder();
        }
        return command instanceof InspectCommand inspect ? inspect.options.folder() : TEMPORARY;
    }

    /** What {@code --version} prints. */
    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "souschef " + Version.TEXT,
                "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }
    }
}
