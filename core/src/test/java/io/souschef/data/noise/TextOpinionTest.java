package io.souschef.data.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.Texts;
import io.souschef.data.source.Source;
import io.souschef.data.text.Text;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More texts than there is time to fit on. */
class TextOpinionTest {
    private static final int SIZE = 26_000, EVERY = 100;

    @Test
    void fitted_on_a_part_it_judges_all_labels_and_suspects_the_wrong_ones_among_the_others_too() {
        int[] all = IntStream.range(0, SIZE).toArray();

        Set<Long> told = ConcurrentHashMap.newKeySet();

        OutOfSample said = OutOfSample.of(texts(), all, 0.7, 1, (done, total) -> told.add(done))
                .orElseThrow();

        assertThat(said.how())
                .matches(
                        "a weighted sum of words and pairs of words and runs of 4 letters, fitted on 2\\d,\\d{3}, drawn at random, without.*");
        assertThat(said.ids()).hasSize(SIZE);
        assertThat(said.right().length).as("those that it was fitted on").isBetween(20_000, SIZE - 1000);
        assertThat(told).as("how far asking about the others is").contains(900L, 950L, 1000L);
        int[] suspect = Suspicions.of(said, SIZE).suspect();
        long found = Arrays.stream(all)
                .filter(id -> id % EVERY == 0 && suspect[id] == 1)
                .count();
        long mistaken = Arrays.stream(all)
                .filter(id -> id % EVERY != 0 && suspect[id] == 1)
                .count();
        assertThat(found).as("of %d wrong labels", SIZE / EVERY).isGreaterThan(SIZE / EVERY * 95 / 100);
        assertThat(mistaken).isLessThan(SIZE / EVERY / 10);
    }

    /** Eight words each, one of ten that only its class has among them; every hundredth is labelled the other way. */
    private static Dataset texts() {
        List<Text> texts = IntStream.range(0, SIZE)
                .mapToObj(id -> {
                    RandomStream random = RandomStream.of(2, "texts").at(id);
                    return Text.of(
                            id + ".txt",
                            IntStream.range(0, 8)
                                    .mapToObj(w -> w == 3
                                            ? (id % 2 == 0 ? "even" : "odd") + random.below(w, 10)
                                            : "word" + random.below(w, 500))
                                    .collect(Collectors.joining(" ")));
                })
                .toList();
        int[] labels = IntStream.range(0, SIZE)
                .map(id -> id % EVERY == 0 ? 1 - id % 2 : id % 2)
                .toArray();
        int[] all = IntStream.range(0, SIZE).toArray();
        return new Dataset(
                "made",
                new Source("made", "0".repeat(64), 0, "none"),
                new Texts(texts),
                new Labels(labels, List.of("even", "odd")),
                new Split(all, new int[0], new int[0], "by hand"),
                List.of());
    }
}
