package io.souschef.app;

import io.souschef.experiment.Result;
import io.souschef.experiment.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an experiment measured and what that means, in half a line each. */
final class ExperimentText {
    private ExperimentText() {}

    /** On the validation split the metric and the loss, then the loss on what was trained on: "98.52 %, loss 0.1483, train 0.0915". */
    static String of(Result result) {
        List<String> parts = new ArrayList<>();
        result.metrics().forEach((name, value) -> {
            if (name.startsWith("validation ") && !name.contains(" loss")) {
                parts.add(
                        name.endsWith("accuracy")
                                ? String.format(Locale.ROOT, "%.2f %%", 100 * value)
                                : String.format(Locale.ROOT, "%s %.5g", name.substring("validation ".length()), value));
            }
        });
        add(parts, "loss", result.metrics().get("validation loss"));
        add(parts, "train", result.metrics().get("training loss"));
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, @Nullable Double value) {
        if (value != null) {
            parts.add(String.format(Locale.ROOT, "%s %.4f", name, value));
        }
    }

    /** Which way it goes and by how much: "inconclusive: -0.37 points (-1.11 to +0.74)". */
    static String of(Verdict verdict) {
        String kind = verdict.kind().name().toLowerCase(Locale.ROOT);
        return Double.isFinite(verdict.effect())
                ? "%s: %s %s (%s to %s)"
                        .formatted(
                                kind,
                                signed(verdict, verdict.effect()),
                                verdict.unit(),
                                signed(verdict, verdict.low()),
                                signed(verdict, verdict.high()))
                : kind;
    }

    private static String signed(Verdict verdict, double value) {
        return String.format(Locale.ROOT, verdict.decimals() == 2 ? "%+.2f" : "%+.3f", value);
    }
}
