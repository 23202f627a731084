package io.souschef.app;

import io.souschef.check.Catalogue;
import io.souschef.check.Check;
import io.souschef.check.Explanation;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code souschef explain}: what a check is about. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        header = {
            "Tells the idea of a check, the paragraph of the recipe, how it is measured, what it can't see, and an example.",
            ""
        },
        synopsisHeading =
                "Example: souschef explain gradients-not-cleared%n" + "         souschef explain --list%n%nUsage: ",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:explained", "2:no check has this code"})
final class ExplainCommand implements Callable<Integer> {
    /** One or the other. */
    static final class What {
        @Parameters(paramLabel = "CODE", description = "the code of a check, as findings show it")
        @Nullable
        String code;

        @Option(names = "--list", description = "print the codes of all checks, with their names")
        boolean list;
    }

    @ArgGroup(multiplicity = "1")
    What what = new What();

    private final Terminal terminal;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out()
                .print(what.code == null ? list() : Explanation.of(what.code).markdown());
        terminal.out().flush();
        return Souschef.SOUND;
    }

    private static String list() {
        int width = Catalogue.all().stream()
                .mapToInt(check -> check.code().length())
                .max()
                .orElse(1);
        StringBuilder lines = new StringBuilder();
        for (Check check : Catalogue.all()) {
            lines.append(String.format(Locale.ROOT, "%-" + width + "s  %s%n", check.code(), check.name()));
        }
        return lines.toString();
    }
}
