package io.souschef.recipe.inspect.texts;

import io.souschef.data.Labels;
import io.souschef.data.axis.Axis;
import io.souschef.data.summary.Boilerplate;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Excerpt;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Boilerplate: lines that many texts have in common. A signature, a disclaimer or a menu says where a text comes from, not what it says;
 * where only one class has it, a net needs nothing else.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"what variation is spurious", section 1 of the recipe</a>
 */
public final class SharedLines implements Look {
    /** Of the letters of a text in the middle of all; and texts that are hardly anything else. */
    private static final double MUCH = 0.1, NEARLY_ALL = 0.8;

    /** A line with so large a share of its texts in one class tells the class. */
    private static final double ONE_CLASS = 0.95;

    private static final int SHOWN = 25, LETTERS = 110;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.texts().map(texts -> finding(seen, Boilerplate.of(texts)));
    }

    private static Finding finding(Inspection seen, Boilerplate shared) {
        double middle = new Axis("boilerplate", "", shared.shares()).spread().mean();
        long mostly =
                Arrays.stream(shared.shares()).filter(s -> s >= NEARLY_ALL).count();
        List<Boilerplate.Line> telling = seen.labels().isEmpty()
                ? List.of()
                : shared.lines().stream()
                        .filter(line -> most(seen, line).share >= ONE_CLASS)
                        .toList();
        Finding.Draft draft = Finding.of("boilerplate", "boilerplate")
                .measured(
                        shared.lines().isEmpty()
                                ? "no line is in %5$,d texts or more"
                                : "%1$s of the letters, on average, are in lines that %5$,d texts or more have; %2$,d texts are hardly anything else; of the %3$d most frequent lines %4$d are of one class alone",
                        Phrases.percent(middle),
                        mostly,
                        shared.lines().size(),
                        telling.size(),
                        shared.least())
                .expected("less than %.0f %% of the letters, on average", 100 * MUCH);
        if (!shared.lines().isEmpty()) {
            draft.evidence(grid(seen, shared));
        }
        if (middle >= MUCH) {
            draft.cause("signatures, disclaimers, templates or menus")
                    .fix("take such lines out before the net sees them, unless they are what the classes are about");
        }
        return draft.warnIf(middle >= MUCH);
    }

    private record Most(String label, double share) {}

    /** The class that has most of the texts with this line. */
    private static Most most(Inspection seen, Boilerplate.Line line) {
        Labels labels = seen.labels().orElseThrow();
        int[] counts = labels.counts(line.ids());
        int most = 0;
        for (int k = 1; k < counts.length; k++) {
            most = counts[k] > counts[most] ? k : most;
        }
        return new Most(labels.classes().get(most), (double) counts[most] / line.ids().length);
    }

    private static Evidence grid(Inspection seen, Boilerplate shared) {
        boolean labels = seen.labels().isPresent();
        return new Evidence.Grid(
                "Lines that many texts share",
                "Is such a line part of what the net is to learn? One that only one class has tells the class by itself.",
                labels ? List.of("texts", "mostly", "share", "line") : List.of("texts", "line"),
                shared.lines().stream()
                        .limit(SHOWN)
                        .map(line -> {
                            String count = "%,d".formatted(line.ids().length);
                            String text = Excerpt.around(line.text(), 0, LETTERS);
                            if (!labels) {
                                return List.of(count, text);
                            }
                            Most most = most(seen, line);
                            return List.of(count, most.label, Phrases.percent(most.share), text);
                        })
                        .toList(),
                labels ? "rlrl" : "rl");
    }
}
