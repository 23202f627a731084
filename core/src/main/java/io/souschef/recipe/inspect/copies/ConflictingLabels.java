package io.souschef.recipe.inspect.copies;

import io.souschef.data.Duplicates;
import io.souschef.data.Numbers;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Equal inputs with different targets. Of labels, all but the most frequent of a group are wrong, whatever the truth is: a lower bound
 * of the label noise, and of the error of any model. Of numbers, the spread within the groups is variance that no model can explain.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"how noisy are the labels", section 1 of the recipe</a>
 */
public final class ConflictingLabels implements Look {
    /** The share of the variance that equal rows may differ by: measured numbers are never the same twice. */
    private static final double NOISE = 0.01;

    @Override
    public Optional<Finding> at(Inspection seen) {
        List<Duplicates.Group> conflicting = seen.duplicates().conflicting();
        Finding.Draft draft = Finding.of("conflicting labels", "conflicting-labels");
        if (!conflicting.isEmpty()) {
            draft.evidence(Copies.show(
                    seen,
                    conflicting,
                    "conflict",
                    "Equal, with different targets",
                    "At most one of the targets is right."));
        }
        return Optional.of(seen.numbers()
                .map(numbers -> ofNumbers(draft, numbers, conflicting))
                .orElseGet(() -> ofLabels(draft, seen, conflicting)));
    }

    private static Finding ofLabels(Finding.Draft draft, Inspection seen, List<Duplicates.Group> conflicting) {
        long wrong = conflicting.stream()
                .mapToLong(group -> minority(group.ids(), seen::targetOf))
                .sum();
        boolean natural = Copies.byNature(seen);
        String measured = conflicting.isEmpty()
                ? "no equal inputs with different labels"
                : "%s; at least %,d of %,d labels (%s) are wrong"
                        .formatted(
                                Phrases.count(
                                        conflicting.size(),
                                        "group of equal inputs disagrees",
                                        "groups of equal inputs disagree"),
                                wrong,
                                seen.dataset().size(),
                                Phrases.percent((double) wrong / seen.dataset().size()));
        return draft.measured("%s", measured)
                .expected(natural ? "equal rows may differ in their target where columns are few and coarse" : "none")
                .cause(
                        conflicting.isEmpty()
                                ? ""
                                : natural
                                        ? "the columns do not decide the target; no model can err less often than that"
                                        : "one input was labelled twice, by different people or rules")
                .fix(conflicting.isEmpty() || natural ? "" : "look at each and correct it, or take it out")
                .warnIf(!conflicting.isEmpty() && !natural);
    }

    /** How many of these have another text than most of them. */
    private static long minority(int[] ids, IntFunction<String> text) {
        long most = Arrays.stream(ids)
                .mapToObj(text)
                .collect(Collectors.groupingBy(t -> t, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(n -> n)
                .max()
                .orElse(0);
        return ids.length - most;
    }

    private static Finding ofNumbers(Finding.Draft draft, Numbers numbers, List<Duplicates.Group> conflicting) {
        double[] all = numbers.values();
        double mean = Arrays.stream(all).average().orElse(0);
        double variance = Arrays.stream(all).map(v -> (v - mean) * (v - mean)).sum();
        double within = 0;
        for (Duplicates.Group group : conflicting) {
            double middle = Arrays.stream(group.ids())
                    .mapToDouble(id -> all[id])
                    .average()
                    .orElse(0);
            within += Arrays.stream(group.ids())
                    .mapToDouble(id -> (all[id] - middle) * (all[id] - middle))
                    .sum();
        }
        double share = variance > 0 ? within / variance : 0;
        String measured = conflicting.isEmpty()
                ? "no equal rows with different targets"
                : Phrases.count(conflicting.size(), "group of equal rows differs", "groups of equal rows differ")
                        + " in the target, by %s of its variance".formatted(Phrases.percent(share));
        return draft.measured("%s", measured)
                .expected("at most %.0f %% of the variance", 100 * NOISE)
                .cause(share > NOISE ? "no model can explain what differs between equal rows" : "")
                .fix(share > NOISE ? "look for a column that would tell them apart" : "")
                .warnIf(share > NOISE);
    }
}
