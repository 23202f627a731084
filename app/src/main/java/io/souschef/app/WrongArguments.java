package io.souschef.app;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line does not fit the command; what was probably meant is among the fixes. */
final class WrongArguments extends Problem {
    WrongArguments(ParameterException e) {
        super(message(e));
    }

    private static Message message(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        List<String> typed = e.getCommandLine().getParseResult().originalArgs();
        String said = Objects.toString(e.getMessage(), "wrong arguments")
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("\\boption option\\b", "option"); // picocli says it twice where the value is a map's
        return Message.of(said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1))
                .got(typed.isEmpty() ? "nothing after " + command : String.join(" ", typed))
                .expected("what '" + command + " --help' lists")
                .fix(meant(e).isEmpty() ? command + " --help" : meant(e));
    }

    private static String meant(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream().distinct().limit(3).collect(Collectors.joining(", or "))
                : "";
    }
}
