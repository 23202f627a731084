package io.souschef.recipe.inspect.texts;

import io.souschef.data.Texts;
import io.souschef.data.text.Text;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Texts without a text: empty files, white space, mails that are nothing but a header; and texts so long that only their beginning was read.
 * What a net learns of an empty text is which class has more of them.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"corrupted images / labels", section 1 of the recipe</a>
 */
public final class EmptyTexts implements Look {
    private static final int SHOWN = 30;

    private record Odd(int id, String what) {}

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.texts().map(texts -> finding(seen, texts));
    }

    private static Finding finding(Inspection seen, Texts texts) {
        List<Odd> odd = new ArrayList<>();
        for (int id = 0; id < texts.size(); id++) {
            Text text = texts.get(id);
            if (text.isBlank()) {
                odd.add(new Odd(id, "empty"));
            } else if (text.content().substring(text.body()).isBlank()) {
                odd.add(new Odd(id, "only a header"));
            } else if (text.isCut()) {
                odd.add(new Odd(id, "%,d MB, read to %d".formatted(text.bytes() >> 20, Text.MOST_BYTES >> 20)));
            }
        }
        long empty = odd.stream().filter(o -> o.what.equals("empty")).count();
        long headers = odd.stream().filter(o -> o.what.equals("only a header")).count();
        Finding.Draft draft = Finding.of("empty and overlong texts", "empty-texts")
                .measured(
                        "%,d of %,d texts are empty, %,d only a header, %,d longer than %d MB",
                        empty, texts.size(), headers, odd.size() - empty - headers, Text.MOST_BYTES >> 20)
                .expected("none");
        if (!odd.isEmpty()) {
            draft.cause(
                            "%s",
                            Phrases.some(
                                    odd.stream().map(o -> seen.nameOf(o.id)).toList(), 5))
                    .fix(
                            "take them out, or find out where their text went; of the overlong ones only the beginning was looked at")
                    .evidence(new Evidence.Grid(
                            "Empty and overlong",
                            odd.size() > SHOWN ? "The first %d of %,d.".formatted(SHOWN, odd.size()) : "",
                            List.of("text", "label", "what"),
                            odd.stream()
                                    .limit(SHOWN)
                                    .map(o -> List.of(seen.nameOf(o.id), seen.targetOf(o.id), o.what))
                                    .toList(),
                            "lll"));
        }
        return draft.warnIf(!odd.isEmpty());
    }
}
