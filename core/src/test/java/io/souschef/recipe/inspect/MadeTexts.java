package io.souschef.recipe.inspect;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.Texts;
import io.souschef.data.source.Source;
import io.souschef.data.text.Text;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Texts of two classes, of made words, that are sound until a test plants something. */
final class MadeTexts {
    static final int SIZE = 300;

    private static final String[] SYLLABLES = {"ba", "ko", "ri", "tu", "sel", "mon", "dra", "vin", "pe", "lo"};

    private MadeTexts() {}

    /** What one text of a class says. */
    interface Writer {
        String text(int k, RandomStream random);
    }

    /** A made word, one of many thousands; the first hundreds are the usual ones. */
    static String word(int number) {
        StringBuilder word = new StringBuilder();
        for (int n = number; n > 0 || word.isEmpty(); n /= SYLLABLES.length) {
            word.append(SYLLABLES[n % SYLLABLES.length]);
        }
        return word.toString();
    }

    /** Words that anybody uses, {@code count} of them. */
    static List<String> filler(int count, RandomStream random) {
        List<String> words = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            words.add(word(random.named("filler").below(w, 400)));
        }
        return words;
    }

    /** Sixty words in lines of ten, of which one in five is more usual in one class than in the other. */
    static String topical(int k, RandomStream random) {
        List<String> words = filler(60, random);
        for (int w = 0; w < words.size(); w += 5) {
            words.set(w, word(1000 + (random.uniform(w) < 0.85 ? k : 1 - k) * 20 + random.below(w + 1000, 20)));
        }
        StringBuilder text = new StringBuilder();
        for (int w = 0; w < words.size(); w++) {
            text.append(words.get(w)).append(w % 10 == 9 ? "\n" : " ");
        }
        return text.toString();
    }

    /** The topical ones, by content. */
    static List<String> contents() {
        return contents(MadeTexts::topical);
    }

    static List<String> contents(Writer writer) {
        return new ArrayList<>(IntStream.range(0, SIZE)
                .mapToObj(id -> writer.text(id % 2, RandomStream.of(3, "texts").at(id)))
                .toList());
    }

    static int[] labels() {
        return IntStream.range(0, SIZE).map(id -> id % 2).toArray();
    }

    static Dataset dataset(Writer writer) {
        return dataset(contents(writer), labels());
    }

    static Dataset dataset(List<String> contents, int... labels) {
        return of(
                IntStream.range(0, contents.size())
                        .mapToObj(id -> Text.of(id + ".txt", contents.get(id)))
                        .toList(),
                labels);
    }

    static Dataset of(List<Text> texts, int... labels) {
        return new Dataset(
                "made",
                new Source("made", "0".repeat(64), 0, "none"),
                new Texts(texts),
                new Labels(labels, List.of("a", "b")),
                new Split(Made.range(0, 220), Made.range(220, 260), Made.range(260, SIZE), "by hand"),
                List.of());
    }
}
