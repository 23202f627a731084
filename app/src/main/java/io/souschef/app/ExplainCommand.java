package io.souschef.app;

import io.souschef.check.Catalogue;
import io.souschef.check.Check;
import io.souschef.check.Explanation;
import io.souschef.check.KnownBug;
import io.souschef.check.symptoms.Symptoms;
import java.util.concurrent.Callable;
import java.util.function.Function;
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

        @Option(
                names = "--list",
                description =
                        "print the codes of all checks, with the rows of the catalogue of known bugs (A1 to M7) and what must hold, and those of symptoms")
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
        String columns = "%-" + width(Check::code) + "s  %-" + width(check -> KnownBug.rows(check.code())) + "s  %s%n";
        StringBuilder lines = new StringBuilder();
        for (Check check : Catalogue.all()) {
            lines.append(columns.formatted(check.code(), KnownBug.rows(check.code()), check.name()));
        }
        lines.append("\nas a training goes on, by Symptoms\n");
        Symptoms.all().forEach((symptom, name) -> lines.append(columns.formatted(symptom, "", name)));
        return lines.toString();
    }

    private static int width(Function<Check, String> column) {
        return Catalogue.all().stream()
                .mapToInt(check -> column.apply(check).length())
                .max()
                .orElse(1);
    }
}
