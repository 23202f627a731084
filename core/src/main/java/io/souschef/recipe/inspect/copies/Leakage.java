package io.souschef.recipe.inspect.copies;

import io.souschef.data.Duplicates;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.statistics.Interval;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Validation and test examples that were trained on: what is measured on them is memory. Any is a warning. The gate: if of the
 * validation or the test split so large a share is leaked that remembering it could move an accuracy further than chance does (the
 * half-width of its 95 % interval at 50 %: 1 % of 10,000 examples, 6 % of 270), then no score of this split can be believed, and the
 * run stops.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"duplicate examples", section 1 of the recipe</a>
 * @see <a href="https://arxiv.org/abs/1902.00423">Barz and Denzler 2019: 3.3 % of CIFAR-10's test images are in its training set</a>
 */
public final class Leakage implements Look {
    @Override
    public Optional<Finding> at(Inspection seen) {
        int[] test = leaked(seen, seen.dataset().split().test());
        int[] validation = leaked(seen, seen.dataset().split().validation());
        boolean natural = Copies.byNature(seen);
        boolean worthless = !natural
                && (beyondChance(test, seen.dataset().split().test())
                        || beyondChance(validation, seen.dataset().split().validation()));
        boolean any = test.length + validation.length > 0;
        Finding.Draft draft = Finding.of("leakage across splits", "leakage")
                .measured(
                        any ? "%s and %s are in train too" : "neither a validation nor a test example is in train too",
                        share(validation, seen.dataset().split().validation(), "validation"),
                        share(test, seen.dataset().split().test(), "test"))
                .expected(natural ? "equal rows on both sides, where rows repeat by nature" : "none");
        if (any) {
            Set<Integer> ids = Arrays.stream(test).boxed().collect(Collectors.toCollection(HashSet::new));
            Arrays.stream(validation).forEach(ids::add);
            List<Duplicates.Group> groups = seen.duplicates().acrossSplits().stream()
                    .filter(group -> Arrays.stream(group.ids()).anyMatch(ids::contains))
                    .toList();
            draft.cause(natural ? "" : "copies of training examples were put into the other splits")
                    .fix(natural ? "" : "take the copies out of train, or split again with copies kept on one side")
                    .evidence(Copies.show(
                            seen,
                            groups,
                            "leak",
                            "Trained on and tested on",
                            "Each is in train and in another split."));
        }
        return Optional.of(worthless ? draft.failIf(true) : draft.warnIf(any && !natural));
    }

    /** Those of {@code ids} that are equal to a training example. */
    private static int[] leaked(Inspection seen, int[] ids) {
        Set<Integer> asked = Arrays.stream(ids).boxed().collect(Collectors.toSet());
        Set<Integer> train =
                Arrays.stream(seen.dataset().split().train()).boxed().collect(Collectors.toSet());
        return seen.duplicates().acrossSplits().stream()
                .filter(group -> Arrays.stream(group.ids()).anyMatch(train::contains))
                .flatMapToInt(group -> Arrays.stream(group.ids()).filter(asked::contains))
                .toArray();
    }

    private static boolean beyondChance(int[] leaked, int[] split) {
        return split.length > 0 && leaked.length > Interval.Z * Math.sqrt(0.25 * split.length);
    }

    private static String share(int[] leaked, int[] split, String name) {
        return split.length == 0
                ? "no " + name + " example"
                : "%,d of %,d %s examples (%s)"
                        .formatted(
                                leaked.length,
                                split.length,
                                name,
                                Phrases.percent((double) leaked.length / split.length));
    }
}
