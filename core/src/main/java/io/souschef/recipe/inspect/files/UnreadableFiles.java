package io.souschef.recipe.inspect.files;

import io.souschef.data.source.Unreadable;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.List;
import java.util.Optional;

/**
 * Every example is read once, to its end; what can't be is named, with the reason. A few broken files are a nuisance. Where more are
 * broken than sound, the run stops: what is left is a chance remainder, or the reader does not understand this data at all.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"corrupted images / labels", section 1 of the recipe</a>
 */
public final class UnreadableFiles implements Look {
    /** Rows of the table on the page; all of them are in {@link SkippedList}. */
    private static final int SHOWN = 200;

    @Override
    public Optional<Finding> at(Inspection seen) {
        List<Unreadable> broken = seen.dataset().unreadable();
        int read = seen.dataset().size();
        Finding.Draft draft = Finding.of("every example read", "unreadable-files")
                .measured("%,d read, %,d unreadable", read, broken.size())
                .expected("all of them readable to their end");
        if (broken.isEmpty()) {
            return Optional.of(draft.okIf(true));
        }
        draft.cause("%s", Phrases.some(broken.stream().map(Unreadable::toString).toList(), 3))
                .fix("mend them or take them out; the run goes on without them")
                .evidence(new Evidence.Grid(
                        "Unreadable",
                        broken.size() <= SHOWN
                                ? "Each was left out."
                                : "The first %,d of %,d; all were left out, and all are in skipped.csv."
                                        .formatted(SHOWN, broken.size()),
                        List.of("name", "reason"),
                        broken.stream()
                                .limit(SHOWN)
                                .map(one -> List.of(one.name(), one.reason()))
                                .toList(),
                        "ll"));
        return Optional.of(broken.size() > read ? draft.failIf(true) : draft.warnIf(true));
    }
}
