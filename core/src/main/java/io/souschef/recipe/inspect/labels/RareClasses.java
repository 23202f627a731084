package io.souschef.recipe.inspect.labels;

import io.souschef.data.summary.Summary.ClassCount;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Classes with so few training examples that they can be memorised but hardly learnt. Often they are slips of the pen ("dgo" beside
 * "dog").
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 */
public final class RareClasses implements Look {
    /** With fewer, the share of right answers in a class is known to no better than ± 30 points (Wilson, 95 %). */
    private static final int FEW = 10;

    private static final int SHOWN = 50;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.labels().map(labels -> finding(seen.summary().counts()));
    }

    private static Finding finding(List<ClassCount> counts) {
        List<ClassCount> rare = counts.stream()
                .filter(one -> one.train() < FEW)
                .sorted(Comparator.comparingInt(ClassCount::train))
                .toList();
        Finding.Draft draft = Finding.of("rare classes", "rare-classes")
                .measured(
                        "%s under %d training examples",
                        rare.isEmpty() ? "no class has" : Phrases.count(rare.size(), "class has", "classes have"), FEW)
                .expected("%d or more for each class", FEW);
        if (!rare.isEmpty()) {
            draft.cause("%s", Phrases.some(rare.stream().map(ClassCount::name).toList(), 5))
                    .fix("look for misspelt labels among them; collect more of the others, or merge them")
                    .evidence(new Evidence.Grid(
                            "The rarest classes",
                            "A name that is nearly another class's name is probably that class.",
                            List.of("class", "training examples"),
                            rare.stream()
                                    .limit(SHOWN)
                                    .map(one -> List.of(one.name(), String.valueOf(one.train())))
                                    .toList(),
                            "lr"));
        }
        return draft.warnIf(!rare.isEmpty());
    }
}
