package io.souschef.recipe.inspect.texts;

import io.souschef.data.Texts;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Excerpt;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Characters that nobody writes: zero bytes, escapes, the rest of the control characters. They are left of terminals, of broken exports and
 * of text that was decoded wrongly, and a tokenizer makes words of them.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"corrupted images / labels", section 1 of the recipe</a>
 */
public final class ControlCharacters implements Look {
    private static final int SHOWN = 20, LETTERS = 60;

    /** A text with some. */
    private record Found(int id, int count, int at, TreeSet<Integer> which) {}

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.texts().map(texts -> finding(seen, texts));
    }

    private static Finding finding(Inspection seen, Texts texts) {
        List<Found> all = new ArrayList<>();
        for (int id = 0; id < texts.size(); id++) {
            Found found = found(id, texts.get(id).content());
            if (found.count > 0) {
                all.add(found);
            }
        }
        Finding.Draft draft = Finding.of("control characters", "control-characters")
                .measured(
                        all.isEmpty()
                                ? "none in %2$,d texts"
                                : "%1$,d of %2$,d texts have control characters, %3$,d in all",
                        all.size(),
                        texts.size(),
                        all.stream().mapToLong(Found::count).sum())
                .expected("none but tabs and ends of lines and pages");
        if (!all.isEmpty()) {
            draft.cause(
                            "%s",
                            Phrases.some(
                                    all.stream().map(f -> seen.nameOf(f.id)).toList(), 3))
                    .fix("take them out, or find the export that put them there: tr -d '\\000-\\010\\013\\016-\\037'")
                    .evidence(new Evidence.Grid(
                            "Texts with control characters",
                            "Each stands as \ufffd."
                                    + (all.size() > SHOWN
                                            ? " The first %d of %,d texts.".formatted(SHOWN, all.size())
                                            : ""),
                            List.of("text", "label", "count", "which", "where"),
                            all.stream()
                                    .limit(SHOWN)
                                    .map(f -> List.of(
                                            seen.nameOf(f.id),
                                            seen.targetOf(f.id),
                                            "%,d".formatted(f.count),
                                            which(f),
                                            Excerpt.around(texts.get(f.id).content(), f.at, LETTERS)))
                                    .toList(),
                            "llrll"));
        }
        return draft.warnIf(!all.isEmpty());
    }

    private static Found found(int id, String content) {
        int count = 0;
        int at = 0;
        TreeSet<Integer> which = new TreeSet<>();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
                at = count == 0 ? i : at;
                count++;
                which.add((int) c);
            }
        }
        return new Found(id, count, at, which);
    }

    private static String which(Found found) {
        return Phrases.some(found.which.stream().map("U+%04X"::formatted).toList(), 4);
    }
}
