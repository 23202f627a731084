package io.souschef.data.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.Texts;
import io.souschef.data.source.Progress;
import io.souschef.data.source.Source;
import io.souschef.data.text.Text;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearTextsTest {
    private static final int WORDS = 200;

    @Test
    void planted_variants_are_found_and_nothing_else() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            all.add(text(i, WORDS));
        }
        for (int i = 0; i < 100; i++) { // four words of 200 changed: an index of 0.89 or more
            all.add(changed(all.get(i), 4, i));
        }

        NearDuplicates near = near(all);

        assertThat(near.pairs()).hasSize(100).allSatisfy(pair -> {
            assertThat(pair.second()).isEqualTo(pair.first() + 400);
            assertThat(pair.correlation()).isBetween(0.88, 0.99);
        });
    }

    @Test
    void every_pair_above_the_threshold_is_found_that_comparing_all_finds() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String original = text(i, 120);
            all.add(original);
            for (int changes = 2; changes <= 14; changes += 2) {
                all.add(changed(original, changes, i));
            }
        }

        NearDuplicates near = near(all);

        int expected = 0;
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                expected += jaccard(all.get(i), all.get(j)) >= NearTexts.THRESHOLD ? 1 : 0;
            }
        }
        assertThat(expected).isGreaterThan(100);
        assertThat((double) near.pairs().size()).isBetween(0.97 * expected, (double) expected);
    }

    @Test
    void a_chain_of_small_changes_makes_no_group_of_unlike_texts() {
        List<String> chain = new ArrayList<>(List.of(text(1, WORDS)));
        String[] words = chain.get(0).split(" ");
        for (int i = 0; i < 20; i++) {
            for (int w = 0; w < 8; w++) {
                words[i * 8 + w] = "new" + i + "x" + w;
            }
            chain.add(String.join(" ", words));
        }

        NearDuplicates near = near(chain);

        assertThat(near.groups()).hasSizeGreaterThan(1);
        for (NearDuplicates.Group group : near.groups()) {
            for (int id : group.ids()) {
                assertThat(jaccard(chain.get(group.ids()[0]), chain.get(id))).isGreaterThanOrEqualTo(0.7);
            }
        }
    }

    @Test
    void short_texts_and_headers_make_no_pairs() {
        String header =
                "Received: from somewhere in the world with many words in its header\nSubject: %d\nTo: me\nDate: now\n\n";
        assertThat(near(List.of("so be it then", "so be it then too", "one", ""))
                        .pairs())
                .isEmpty();
        assertThat(near(List.of(header.formatted(1) + text(1, 12), header.formatted(2) + text(2, 12)))
                        .pairs())
                .isEmpty();
    }

    @Test
    void the_same_seed_gives_the_same_pairs() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(text(i / 2, 60));
            all.add(changed(text(i / 2, 60), 3, i));
        }

        assertThat(near(all).pairs()).isEqualTo(near(all).pairs()).isNotEmpty();
    }

    @Test
    void thousands_of_variants_of_one_text_take_no_square_of_time() {
        List<String> all = IntStream.range(0, 3000)
                .mapToObj(i -> changed(text(1, 100), 2, i))
                .toList();

        NearDuplicates near = near(all);

        assertThat(near.pairs().size()).isLessThan(24 * 50 * 3000);
        assertThat(near.groups().stream().mapToInt(g -> g.ids().length).sum()).isGreaterThan(2900);
    }

    @Test
    void the_index_is_common_over_all() {
        assertThat(NearTexts.jaccard(new int[] {1, 2, 3, 4}, new int[] {3, 4, 5}))
                .isCloseTo(0.4, within(1e-12));
        assertThat(NearTexts.jaccard(new int[0], new int[0])).isZero();
    }

    private static String text(int number, int words) {
        RandomStream random = RandomStream.of(5, "text").at(number);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append("w").append(random.below(i, 3000));
        }
        return text.toString();
    }

    private static String changed(String text, int changes, int number) {
        RandomStream random = RandomStream.of(6, "change").at(number);
        String[] words = text.split(" ");
        for (int c = 0; c < changes; c++) {
            words[random.below(c, words.length)] = "c" + number + "x" + c;
        }
        return String.join(" ", words);
    }

    private static double jaccard(String a, String b) {
        return NearTexts.jaccard(runs(a), runs(b));
    }

    private static int[] runs(String text) {
        String[] words = text.split(" ", -1);
        return IntStream.range(0, words.length - 2)
                .map(i -> (words[i] + " " + words[i + 1] + " " + words[i + 2]).hashCode())
                .sorted()
                .distinct()
                .toArray();
    }

    private static NearDuplicates near(List<String> contents) {
        List<Text> texts = IntStream.range(0, contents.size())
                .mapToObj(i -> Text.of("t" + i, contents.get(i)))
                .toList();
        int[] labels = new int[texts.size()];
        Arrays.setAll(labels, i -> i % 2);
        Split split = new Split(IntStream.range(0, labels.length).toArray(), new int[0], new int[0], "by hand");
        Dataset dataset = new Dataset(
                "made",
                new Source("made", "0".repeat(64), 0, "none"),
                new Texts(texts),
                new Labels(labels, List.of("a", "b")),
                split,
                List.of());
        return NearTexts.of(dataset, Duplicates.of(dataset), 1337, Progress.SILENT);
    }
}
