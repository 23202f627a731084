package io.souschef.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    @Mixin
    RunOptions options;

    @Option(
            names = "--stage",
            paramLabel = "STAGES",
            defaultValue = "1-6",
            description = "which stages, by number or name: 2, 1-3, inspect,skeleton (default: ${DEFAULT-VALUE})")
    String stages;

    @Option(names = "--continue", description = "go on after a check has failed, and say so everywhere")
    boolean keepGoing;

    private final Terminal terminal;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long started = System.nanoTime();
        RunRequest request = options.request(StageNumbers.parse(stages), keepGoing);
        return Walk.through(request, options::place, terminal, options.json, started);
    }
}
