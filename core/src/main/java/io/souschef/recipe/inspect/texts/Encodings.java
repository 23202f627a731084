package io.souschef.recipe.inspect.texts;

import io.souschef.data.Texts;
import io.souschef.data.text.Text;
import io.souschef.data.text.TextEncodings;
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

/**
 * How the bytes of the texts became letters, and where letters went wrong: texts whose encoding was only guessed, texts with the
 * replacement character �, which somebody lost a letter for, and texts that were decoded wrongly and stored again, in which "é" is "Ã©".
 * To a net such words are other words.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"corrupted images / labels", section 1 of the recipe</a>
 */
public final class Encodings implements Look {
    /** The first letters of what UTF-8 looks like that was read as Latin-1 or windows-1252, and those that follow a typographic sign's. */
    private static final String LATIN_LEADS = "\u00c2\u00c3", SIGN_LEADS = "\u0080\u20ac";

    private static final String WINDOWS_SIGNS = "\u0152\u0153\u0160\u0161\u02dc";

    private static final char REPLACEMENT = '\ufffd';

    private static final int SHOWN = 20, LETTERS = 60, NAMED = 2;

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
        Finding.Draft draft = Finding.of("encoding of the texts", "text-encodings")
                .measured("%s", sentence(seen, encodings, wrong))
                .expected("UTF-8, or a byte order mark that says what else; every letter as it was written")
                .evidence(grid(encodings));
        if (!wrong.isEmpty()) {
            draft.cause("they were written in one encoding and read, here or before, in another")
                    .fix(
                            "write them anew as UTF-8 from the source that still has every letter: iconv -f ENCODING -t UTF-8")
                    .evidence(examples(seen, texts, wrong));
        }
        return draft.warnIf(!wrong.isEmpty());
    }

    private static String sentence(Inspection seen, Map<String, Integer> encodings, List<Wrong> wrong) {
        List<String> parts = new ArrayList<>();
        part(seen, wrong, "guessed", "no UTF-8 and was guessed", "no UTF-8 and were guessed")
                .ifPresent(parts::add);
        part(seen, wrong, "lost", "short of letters, \ufffd", "short of letters, \ufffd")
                .ifPresent(parts::add);
        part(seen, wrong, "garbled", "garbled, \u00c3\u00a9 for \u00e9", "garbled, \u00c3\u00a9 for \u00e9")
                .ifPresent(parts::add);
        parts.add("all texts: " + Phrases.some(names(encodings), 4));
        return String.join("; ", parts);
    }

    /** "2 texts are garbled (a.txt, b.txt)"; empty where none is. */
    private static Optional<String> part(Inspection seen, List<Wrong> wrong, String what, String one, String many) {
        List<String> names = wrong.stream()
                .filter(w -> w.what.equals(what))
                .map(w -> seen.nameOf(w.id))
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("%s (%s)"
                        .formatted(
                                Phrases.count(names.size(), "text is " + one, "texts are " + many),
                                Phrases.some(names, NAMED)));
    }

    private static Optional<Wrong> wrong(int id, Text text) {
        if (TextEncodings.isGuess(text.encoding())) {
            return Optional.of(new Wrong(id, "guessed", beyondAscii(text.content())));
        }
        int lost = text.content().indexOf(REPLACEMENT);
        if (lost >= 0) {
            return Optional.of(new Wrong(id, "lost", lost));
        }
        int garbled = garbled(text.content());
        return garbled >= 0 ? Optional.of(new Wrong(id, "garbled", garbled)) : Optional.empty();
    }

    /** Where "\u00c3\u00a9" stands for "\u00e9" first, or three letters for a typographic quote or a byte order mark; −1 where nowhere. */
    private static int garbled(String content) {
        for (int i = 0; i + 1 < content.length(); i++) {
            char c = content.charAt(i);
            if (c < 0xc2) {
                continue;
            }
            char next = content.charAt(i + 1);
            char third = i + 2 < content.length() ? content.charAt(i + 2) : 0;
            boolean letter = LATIN_LEADS.indexOf(c) >= 0 && isTail(next);
            boolean sign = c == 0xe2
                    && SIGN_LEADS.indexOf(next) >= 0
                    && (isTail(third) || WINDOWS_SIGNS.indexOf(third) >= 0 || (third >= 0x2013 && third <= 0x2122));
            boolean mark = c == 0xef && next == 0xbb && third == 0xbf;
            if (letter || sign || mark) {
                return i;
            }
        }
        return -1;
    }

    /** A byte that goes on with a letter of UTF-8, read as a letter. */
    private static boolean isTail(char c) {
        return c >= 0x80 && c <= 0xbf;
    }

    private static int beyondAscii(String content) {
        for (int i = 0; i < content.length(); i++) {
            if (content.charAt(i) > 127) {
                return i;
            }
        }
        return 0;
    }

    private static List<String> names(Map<String, Integer> encodings) {
        return encodings.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(one -> "%,d %s".formatted(one.getValue(), one.getKey()))
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
