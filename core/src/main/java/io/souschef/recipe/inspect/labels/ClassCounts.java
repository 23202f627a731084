package io.souschef.recipe.inspect.labels;

import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.summary.Summary.ClassCount;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * How many examples every class has in every split. A class that is never trained on can't be learnt: the run stops. One that is never
 * validated or tested on is learnt unseen: a warning.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 */
public final class ClassCounts implements Look {
    /** Rows of the table; of more classes the bars show all. */
    private static final int SHOWN = 100;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.labels().map(labels -> finding(seen, labels));
    }

    private static Finding finding(Inspection seen, Labels labels) {
        List<ClassCount> counts = seen.summary().counts();
        Split split = seen.dataset().split();
        List<String> untrained = without(counts, ClassCount::train);
        List<String> problems = new ArrayList<>();
        if (split.validation().length > 0) {
            say("validation", without(counts, ClassCount::validation), problems);
        }
        if (split.test().length > 0) {
            say("test", without(counts, ClassCount::test), problems);
        }
        Finding.Draft draft = Finding.of("classes in every split", "class-counts")
                .measured(
                        "%,d classes%s; %s",
                        counts.size(), labels.name().equals("class") ? "" : " of " + labels.name(), split.describe())
                .expected("examples of every class in every split")
                .evidence(bars(counts), table(counts));
        if (!untrained.isEmpty()) {
            say("train", untrained, problems);
            return draft.cause("%s", String.join("; ", problems))
                    .fix("move some examples of it into train, or take the class out of the other splits")
                    .failIf(true);
        }
        return draft.cause("%s", String.join("; ", problems))
                .fix(problems.isEmpty() ? "" : "make the split anew, stratified by class")
                .warnIf(!problems.isEmpty());
    }

    private static List<String> without(List<ClassCount> counts, ToIntFunction<ClassCount> part) {
        return counts.stream()
                .filter(one -> part.applyAsInt(one) == 0)
                .map(one -> "'" + one.name() + "'")
                .toList();
    }

    private static void say(String split, List<String> without, List<String> problems) {
        if (!without.isEmpty()) {
            problems.add("no example in " + split + " of " + Phrases.some(without, 5));
        }
    }

    private static Evidence bars(List<ClassCount> counts) {
        return Evidence.Bars.of(
                "Training examples per class",
                "The bars should be of about one length. A class with a short one is learnt last and judged on few examples.",
                "examples",
                counts.stream().map(ClassCount::name).toList(),
                counts.stream().mapToDouble(ClassCount::train).toArray());
    }

    private static Evidence table(List<ClassCount> counts) {
        List<List<String>> rows = new ArrayList<>();
        counts.stream()
                .limit(SHOWN)
                .forEach(one -> rows.add(List.of(
                        one.name(),
                        "%,d".formatted(one.train()),
                        "%,d".formatted(one.validation()),
                        "%,d".formatted(one.test()))));
        return new Evidence.Grid(
                "Examples per class and split",
                counts.size() > SHOWN ? "The first %,d of %,d classes.".formatted(SHOWN, counts.size()) : "",
                List.of("class", "train", "validation", "test"),
                rows,
                "lrrr");
    }
}
