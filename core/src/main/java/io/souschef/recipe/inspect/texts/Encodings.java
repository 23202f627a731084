package io.souschef.recipe.inspect.texts;

import io.souschef.data.Text;
import io.souschef.data.TextEncodings;
import io.souschef.data.Texts;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Excerpt;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the bytes of the texts became letters, and where letters went wrong: texts whose encoding was only guessed, texts with the
 * replacement character �, which somebody lost a letter for, and texts that were decoded wrongly and stored again, in which "é" is "Ã©".
 * To a net such words are other words.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"corrupted images / labels", section 1 of the recipe</a>
 */
public final class Encodings implements Look {
    /** What UTF-8 looks like that was read as Latin-1 or windows-1252: é, a no-break space, a typographic quote, a byte order mark. */
    private static final Pattern GARBLED = Pattern.compile(
            "[\u00c2\u00c3][\u0080-\u00bf]|\u00e2(?:\u0080|\u20ac)[\u0080-\u00bf\u0152\u0153\u0160\u0161\u02dc\u2013-\u2122]|\u00ef\u00bb\u00bf");

    private static final char REPLACEMENT = '\ufffd';

    private static final int SHOWN = 20, LETTERS = 60;

    /** A text in which something is wrong. */
    private record Wrong(int id, String what, int at) {}

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.texts().map(texts -> finding(seen, texts));
    }

    private static Finding finding(Inspection seen, Texts texts) {
        Map<String, Integer> encodings = new TreeMap<>();
        List<Wrong> wrong = new ArrayList<>();
        for (int id = 0; id < texts.size(); id++) {
            encodings.merge(texts.get(id).encoding(), 1, Integer::sum);
            wrong(id, texts.get(id)).ifPresent(wrong::add);
        }
        long guessed = count(wrong, "guessed");
        long lost = count(wrong, "lost");
        long garbled = count(wrong, "garbled");
        Finding.Draft draft = Finding.of("encoding of the texts", "text-encodings")
                .measured(
                        "%s; %,d of %,d guessed, %,d with lost letters (\ufffd), %,d garbled (\u00c3\u00a9 for \u00e9)",
                        Phrases.some(names(encodings), 4), guessed, texts.size(), lost, garbled)
                .expected("UTF-8, or a byte order mark that says what else; every letter as it was written")
                .evidence(grid(encodings));
        if (!wrong.isEmpty()) {
            draft.cause(
                            "%s",
                            Phrases.some(
                                    wrong.stream().map(w -> seen.nameOf(w.id)).toList(), 3))
                    .fix(
                            "write them anew as UTF-8 from the source that still has every letter: iconv -f ENCODING -t UTF-8")
                    .evidence(examples(seen, texts, wrong));
        }
        return draft.warnIf(!wrong.isEmpty());
    }

    private static Optional<Wrong> wrong(int id, Text text) {
        if (TextEncodings.isGuess(text.encoding())) {
            return Optional.of(new Wrong(id, "guessed", beyondAscii(text.content())));
        }
        int lost = text.content().indexOf(REPLACEMENT);
        if (lost >= 0) {
            return Optional.of(new Wrong(id, "lost", lost));
        }
        Matcher garbled = GARBLED.matcher(text.content());
        return garbled.find() ? Optional.of(new Wrong(id, "garbled", garbled.start())) : Optional.empty();
    }

    private static int beyondAscii(String content) {
        for (int i = 0; i < content.length(); i++) {
            if (content.charAt(i) > 127) {
                return i;
            }
        }
        return 0;
    }

    private static long count(List<Wrong> wrong, String what) {
        return wrong.stream().filter(w -> w.what.equals(what)).count();
    }

    private static List<String> names(Map<String, Integer> encodings) {
        return encodings.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(one -> "%s %,d".formatted(one.getKey(), one.getValue()))
                .toList();
    }

    private static Evidence grid(Map<String, Integer> encodings) {
        return new Evidence.Grid(
                "How texts were read",
                "ASCII is UTF-8. windows-1252 and ISO-8859-1 are what is tried where a text is neither UTF-8 nor says what it is.",
                List.of("encoding", "texts", ""),
                encodings.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(one -> List.of(
                                one.getKey(),
                                "%,d".formatted(one.getValue()),
                                TextEncodings.isGuess(one.getKey()) ? "guessed" : ""))
                        .toList(),
                "lrl");
    }

    private static Evidence examples(Inspection seen, Texts texts, List<Wrong> wrong) {
        return new Evidence.Grid(
                "Letters to look at",
                "The first place in each text where letters may be wrong."
                        + (wrong.size() > SHOWN ? " The first %d of %,d texts.".formatted(SHOWN, wrong.size()) : ""),
                List.of("text", "label", "read as", "what", "where"),
                wrong.stream()
                        .limit(SHOWN)
                        .map(w -> List.of(
                                seen.nameOf(w.id),
                                seen.targetOf(w.id),
                                texts.get(w.id).encoding(),
                                w.what,
                                Excerpt.around(texts.get(w.id).content(), w.at, LETTERS)))
                        .toList(),
                "lllll");
    }
}
