package io.souschef.recipe.inspect.labels;

import io.souschef.data.summary.Summary.ClassCount;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How unevenly the training examples are spread over the classes. Who always names the most frequent class is right as often as it
 * occurs: that is what an accuracy has to be compared with.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 */
public final class Imbalance implements Look {
    /** Times as frequent. The customary sets are within 2; from about 10 on plain accuracy hides the rarest class. */
    private static final double UNEVEN = 10;

    @Override
    public Optional<Finding> at(Inspection seen) {
        List<ClassCount> counts = seen.summary().counts().stream()
                .filter(one -> one.train() > 0)
                .sorted(Comparator.comparingInt(ClassCount::train))
                .toList();
        return counts.size() < 2 ? Optional.empty() : Optional.of(finding(counts));
    }

    private static Finding finding(List<ClassCount> counts) {
        ClassCount rarest = counts.get(0);
        ClassCount frequent = counts.get(counts.size() - 1);
        double all = counts.stream().mapToInt(ClassCount::train).sum();
        double ratio = (double) frequent.train() / rarest.train();
        boolean uneven = ratio > UNEVEN;
        return Finding.of("imbalance", "imbalance")
                .measured(
                        "%s; always naming '%s' is right in %s",
                        frequent.train() == rarest.train()
                                ? "all classes are equally frequent in train"
                                : "'%s' occurs %s times as often as '%s'"
                                        .formatted(frequent.name(), Phrases.number(ratio), rarest.name()),
                        frequent.name(),
                        Phrases.percent(frequent.train() / all))
                .expected("at most %.0f times", UNEVEN)
                .cause(uneven ? "the rarest class hardly counts in the loss and in plain accuracy" : "")
                .fix(uneven ? "judge by the accuracy of each class; collect more of the rare ones" : "")
                .warnIf(uneven);
    }
}
