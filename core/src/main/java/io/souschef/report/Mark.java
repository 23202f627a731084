package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Outcome;
import io.souschef.experiment.Verdict;
import java.util.Locale;

/** The short words that stand for an outcome, the same in the page and on the terminal. */
final class Mark {
    private Mark() {}

    static String word(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "ok";
            case FAIL -> "FAIL";
            case WARN -> "warn";
            case SKIP -> "skip";
            case EYES -> "look";
            case ERROR -> "ERROR";
        };
    }

    static Html of(Outcome outcome) {
        return tag("span.mark." + word(outcome).toLowerCase(Locale.ROOT)).of(word(outcome));
    }

    static Html of(Verdict.Kind kind) {
        String word = kind.name().toLowerCase(Locale.ROOT);
        return tag("span.chip." + word).of(word);
    }
}
