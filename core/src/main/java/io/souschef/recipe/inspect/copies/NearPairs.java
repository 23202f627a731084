package io.souschef.recipe.inspect.copies;

import io.souschef.data.near.NearDuplicates;
import io.souschef.data.near.NearDuplicates.Pair;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Examples that are nearly the same, and which of them do harm: those with different labels, those in train and another split. */
public final class NearPairs {
    private final Inspection seen;
    private final NearDuplicates near;
    private final String[] parts;
    private final String what;

    /** @param what is nearly the same, one of it: "image", "text" */
    NearPairs(Inspection seen, NearDuplicates near, String what) {
        this.seen = seen;
        this.near = near;
        this.parts = seen.parts();
        this.what = what;
    }

    /**
     * A warning where any pair does harm.
     *
     * @param none what to say where there are no pairs
     * @param shown asked for where there are some
     */
    Finding finding(String none, Supplier<Evidence> shown) {
        long leaked = leaked();
        long conflicts = near.pairs().stream().filter(this::conflicts).count();
        boolean bad = leaked + conflicts > 0;
        Finding.Draft draft = Finding.of("near-duplicates", "near-duplicates")
                .measured("%s", near.pairs().isEmpty() ? none : measured(leaked, conflicts))
                .expected("none between train and another split, and none with different labels");
        if (bad) {
            draft.cause("variants of one %s were taken for several", what)
                    .fix("keep variants on one side of the split: near_group in examples.parquet names them");
        }
        if (!near.pairs().isEmpty()) {
            draft.evidence(shown.get());
        }
        return draft.warnIf(bad);
    }

    /** Conflicts first, then leaks, then the others; within each the least alike first, for they are the ones to doubt. */
    List<Pair> worst(int most) {
        return near.pairs().stream()
                .sorted(Comparator.comparing((Pair pair) -> !conflicts(pair))
                        .thenComparing(pair -> !leaks(pair))
                        .thenComparingDouble(Pair::correlation))
                .limit(most)
                .toList();
    }

    /** Name, label and split. */
    String who(int id) {
        return "%s (%s, %s)".formatted(seen.nameOf(id), seen.targetOf(id), parts[id]);
    }

    private String measured(long leaked, long conflicts) {
        return "%s, in %s; %s a variant in train; %s in the label"
                .formatted(
                        Phrases.count(near.pairs().size(), "pair is nearly the same", "pairs are nearly the same"),
                        Phrases.count(near.groups().size(), "group", "groups"),
                        leaked == 0
                                ? "no %s of validation or test has".formatted(what)
                                : Phrases.count(
                                        leaked,
                                        what + " of validation or test has",
                                        what + "s of validation or test have"),
                        conflicts == 0 ? "none differs" : Phrases.count(conflicts, "pair differs", "pairs differ"));
    }

    /** Examples of validation and test that have a variant in train. */
    private long leaked() {
        return near.pairs().stream()
                .filter(this::leaks)
                .map(pair -> parts[pair.first()].equals("train") ? pair.second() : pair.first())
                .distinct()
                .count();
    }

    private boolean leaks(Pair pair) {
        String first = parts[pair.first()];
        String second = parts[pair.second()];
        return !first.equals(second) && (first.equals("train") || second.equals("train"));
    }

    private boolean conflicts(Pair pair) {
        return seen.labels().isPresent() && !seen.targetOf(pair.first()).equals(seen.targetOf(pair.second()));
    }
}
