package io.souschef.app;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code souschef inspect}: the first stage alone, with its report. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        header = {
            "Looks at every example of DATA before any net does: stage 1 of the recipe, with its report.",
            "'souschef run' with the same options goes on from there.",
            ""
        },
        synopsisHeading = "Example: souschef inspect path/to/images%n"
                + "         souschef inspect table.csv --target price --json%n"
                + "         souschef inspect path/to/texts%n"
                + "         souschef inspect fashion-mnist --budget 5m%n%nUsage: ",
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
final class InspectCommand implements Callable<Integer> {
    @Mixin
    RunOptions options;

    private final Terminal terminal;

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long started = System.nanoTime();
        return Walk.through(options.request(Set.of(1), false), options::place, terminal, options.json, started);
    }
}
