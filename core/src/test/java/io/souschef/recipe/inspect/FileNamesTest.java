package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Inputs;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.Texts;
import io.souschef.data.axis.Axis;
import io.souschef.data.picture.PictureFiles;
import io.souschef.data.source.Source;
import io.souschef.data.text.Text;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.splits.NameGroups;
import io.souschef.recipe.inspect.splits.OrderOfFiles;
import io.souschef.recipe.inspect.splits.SplitDrift;
import io.souschef.tensor.RandomStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What names and folders of files, and what is cheaply measured on them, say of the split. */
class FileNamesTest {
    private static final int SIZE = 400;

    @TempDir
    Path folder;

    @Test
    void a_session_that_tells_the_class_and_is_in_both_splits_is_a_warning() {
        IntFunction<String> names = id -> "%s/s%02d_%04d.png"
                .formatted(label(id), chance("session", id) < 0.8 ? id % 2 * 5 + id / 2 % 5 : id / 2 % 10, id);

        Finding finding = look(new NameGroups(), pictures(names, FileNamesTest::even, split()));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).isEqualTo("the split takes the groups apart, and the group tells the class");
        assertThat(finding.measured())
                .startsWith("the 1st part of the name (s")
                .contains("10 groups; 100.0 % of validation and test are of one that is in train");
        assertThat(finding.fix()).contains("each group is on one side");
    }

    @Test
    void sessions_of_one_light_on_both_sides_are_a_warning_where_they_are_called_so_and_a_question_elsewhere() {
        IntToDoubleFunction light = id -> 60 + id / 2 % 10 * 12;

        Finding session = look(
                new NameGroups(),
                pictures(id -> "%s/session%d/%d.png".formatted(label(id), id / 2 % 10, id), light, split()));
        Finding other = look(
                new NameGroups(),
                pictures(id -> "%s/x%d_%d.png".formatted(label(id), id / 2 % 10, id), light, split()));

        assertThat(session.outcome()).isEqualTo(Outcome.WARN);
        assertThat(session.cause())
                .startsWith("the split takes the groups apart, and files of one group are alike in ");
        assertThat(session.measured()).startsWith("the 1st folder below the class (session");
        assertThat(other.outcome()).isEqualTo(Outcome.EYES);
        assertThat(other.cause()).startsWith("files that share ").endsWith("one object, one person or one session?");
    }

    @Test
    void sessions_that_the_split_keeps_together_do_no_harm() {
        IntFunction<String> names = id -> "%s/s%02d_%04d.png".formatted(label(id), id / 20, id);
        Split whole = new Split(Made.range(0, 280), Made.range(280, 340), Made.range(340, SIZE), "by session");

        Finding finding = look(new NameGroups(), pictures(names, id -> 60 + id / 20 * 6, whole));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).contains("; 0.0 % of validation and test");
    }

    @Test
    void sessions_that_tell_the_class_do_no_harm_either_where_the_split_keeps_them_together() {
        IntFunction<String> names = id ->
                "%s/s%02d_%04d.png".formatted(label(id), id / 20 * 2 + (id / 20 % 2 == 0 ? id % 2 : 1 - id % 2), id);
        Split whole = new Split(Made.range(0, 280), Made.range(280, 340), Made.range(340, SIZE), "by session");

        Finding finding = look(new NameGroups(), pictures(names, FileNamesTest::even, whole));

        assertThat(finding.outcome()).as(finding.measured()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured())
                .contains("; 0.0 % of validation and test")
                .contains("it tells 100.0 % of the way");
    }

    @Test
    void groups_that_are_alike_in_a_twentieth_of_what_differs_do_no_harm() {
        IntToDoubleFunction light = id -> 120 + 0.9 * (id / 2 % 10);

        Finding finding = look(
                new NameGroups(),
                pictures(id -> "%s/s%02d_%04d.png".formatted(label(id), id / 2 % 10, id), light, split()));

        assertThat(finding.measured()).as("not by chance").contains("(p ≤ 0.005)");
        assertThat(finding.outcome()).as(finding.measured()).isEqualTo(Outcome.PASS);
    }

    @Test
    void classes_words_and_counters_in_names_are_no_groups() {
        List<IntFunction<String>> harmless = List.of(
                id -> "%s/%s.%d.png".formatted(label(id), label(id), id / 2),
                id -> "%1$ss/%1$s_%2$03d.png".formatted(label(id), id / 2),
                id -> "train/%s/n0%d_%d.png".formatted(label(id), 1440764 + id % 2, id * 7 % 1000),
                id -> "%s/%s-%s.png".formatted(label(id), id % 2 == 0 ? "document" : "folder", "new" + "x".repeat(id)),
                id -> "%s/IMG_%04d.png".formatted(label(id), id));

        for (IntFunction<String> names : harmless) {
            Finding finding = look(new NameGroups(), pictures(names, FileNamesTest::even, split()));
            assertThat(finding.outcome())
                    .as(names.apply(7) + ": " + finding.measured())
                    .isEqualTo(Outcome.PASS);
        }
    }

    @Test
    void words_that_say_what_is_to_be_seen_are_no_groups() {
        IntFunction<String> names = id -> "%s/%s-%03d.png".formatted(label(id), id / 2 % 2 == 0 ? "night" : "noon", id);

        Finding finding = look(new NameGroups(), pictures(names, id -> id / 2 % 2 == 0 ? 60 : 140, split()));

        assertThat(finding.outcome()).as(finding.measured()).isEqualTo(Outcome.PASS);
    }

    @Test
    void groups_that_tell_nothing_and_look_like_all_others_do_no_harm() {
        Finding finding = look(
                new NameGroups(),
                pictures(
                        id -> "%s/s%02d_%04d.png".formatted(label(id), id / 2 % 10, id), FileNamesTest::even, split()));

        assertThat(finding.outcome()).as(finding.measured()).isEqualTo(Outcome.PASS);
        assertThat(((Evidence.Grid) finding.evidence().get(0)).rows()).isNotEmpty();
    }

    @Test
    void texts_of_one_author_that_are_alike_are_found_too() {
        List<Text> texts = IntStream.range(0, MadeTexts.SIZE)
                .mapToObj(id -> Text.of(
                        "%s/author%02d_%03d.txt".formatted(label(id), id / 2 % 10, id),
                        String.join(
                                " ",
                                MadeTexts.filler(
                                        20 + 6 * (id / 2 % 10),
                                        RandomStream.of(5, "t").at(id)))))
                .toList();

        Finding finding = look(new NameGroups(), dataset(new Texts(texts), MadeTexts.SIZE, split(MadeTexts.SIZE)));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).contains("files of one group are alike in ");
    }

    @Test
    void frames_of_a_film_that_are_split_at_random_are_asked_about_and_pictures_in_no_order_are_not() {
        IntToDoubleFunction film = id -> 120 + 60 * Math.sin(id / 15.0);
        IntFunction<String> names = id -> "%s/frame%d.png".formatted(label(id), id);
        Split whole = new Split(Made.range(0, 280), Made.range(280, 340), Made.range(340, SIZE), "in order");

        Finding frames = look(new OrderOfFiles(), pictures(names, film, split()));

        assertThat(frames.outcome()).isEqualTo(Outcome.EYES);
        assertThat(frames.cause()).startsWith("files that follow one another are alike in '");
        assertThat(look(new OrderOfFiles(), pictures(names, film, whole)).outcome())
                .as("neighbours are in one split")
                .isEqualTo(Outcome.PASS);
        assertThat(look(new OrderOfFiles(), pictures(names, FileNamesTest::even, split()))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void texts_in_a_table_are_rows_and_no_files() {
        List<Text> texts = IntStream.range(0, SIZE)
                .mapToObj(id -> Text.of(
                        "row " + (id + 1),
                        String.join(
                                " ",
                                MadeTexts.filler(
                                        60 + (int) (40 * Math.sin(id / 15.0)),
                                        RandomStream.of(5, "t").at(id)))))
                .toList();
        Dataset table = dataset(new Texts(texts, Optional.of("mail"), List.of()), SIZE, split());

        Finding finding = look(new OrderOfFiles(), table);

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(finding.cause()).startsWith("rows that follow one another are alike in '");
        assertThat(finding.measured())
                .containsPattern("correlation 0\\.\\d\\d at most, of \\d properties \\(\\d+ pairs\\); ");
        assertThat(finding.check() + finding.measured() + finding.fix()).doesNotContain("file", "folder");
        assertThat(new NameGroups().at(Made.seen(table, folder))).isEmpty();
    }

    @Test
    void a_test_split_that_is_darker_than_train_drifts_and_one_of_the_same_kind_does_not() {
        IntFunction<String> names = id -> "%s/%d.png".formatted(label(id), id);
        Split whole = new Split(Made.range(0, 240), Made.range(240, 320), Made.range(320, SIZE), "in order");

        Finding drifted = look(new SplitDrift(), pictures(names, id -> id < 320 ? 120 : 80, whole));
        Finding alike = look(new SplitDrift(), pictures(names, FileNamesTest::even, whole));

        assertThat(drifted.outcome()).isEqualTo(Outcome.WARN);
        assertThat(drifted.measured()).contains("'brightness' (test)").doesNotContain("(validation)");
        assertThat(drifted.fix()).doesNotContain("--type");
        assertThat(alike.outcome()).isEqualTo(Outcome.PASS);
        assertThat(alike.measured())
                .startsWith("validation and test are as train in all of ")
                .contains("properties");
    }

    @Test
    void pictures_that_were_no_files_have_no_names_to_look_at() {
        assertThat(new NameGroups().at(Made.seen(Made.images(), folder))).isEmpty();
        assertThat(new OrderOfFiles().at(Made.seen(Made.images(), folder))).isEmpty();
    }

    private Finding look(Look look, Dataset dataset) {
        return Made.look(look, dataset, folder);
    }

    private static double even(int id) {
        return 120;
    }

    private static String label(int id) {
        return id % 2 == 0 ? "cat" : "dog";
    }

    private static double chance(String what, int id) {
        return RandomStream.of(6, what).uniform(id);
    }

    /** Noise of 6x6 around a brightness. */
    private static Dataset pictures(IntFunction<String> names, IntToDoubleFunction brightness, Split split) {
        byte[][] pixels = new byte[SIZE][36];
        for (int id = 0; id < SIZE; id++) {
            RandomStream random = RandomStream.of(7, "pixels").at(id);
            double light = brightness.applyAsDouble(id) + 6 * random.gaussian(1000);
            for (int p = 0; p < 36; p++) {
                pixels[id][p] = (byte) Math.max(0, Math.min(255, light + 20 * random.gaussian(p)));
            }
        }
        int[] sides = new int[SIZE];
        Arrays.fill(sides, 6);
        PictureFiles files = new PictureFiles(
                List.of(new Axis("file size", "bytes", new double[SIZE])), List.of(), List.of(), List.of());
        Images images = new Images(
                1,
                6,
                6,
                pixels,
                sides,
                sides,
                IntStream.range(0, SIZE).mapToObj(names).toList(),
                files);
        return dataset(images, SIZE, split);
    }

    private static Dataset dataset(Inputs inputs, int size, Split split) {
        int[] labels = IntStream.range(0, size).map(id -> id % 2).toArray();
        return new Dataset(
                "made",
                new Source("made", "0".repeat(64), 0, "none"),
                inputs,
                new Labels(labels, List.of("cat", "dog")),
                split,
                List.of());
    }

    private static Split split() {
        return split(SIZE);
    }

    private static Split split(int size) {
        int[] order = RandomStream.of(8, "split").permutation(size);
        return new Split(
                Arrays.copyOf(order, size * 7 / 10),
                Arrays.copyOfRange(order, size * 7 / 10, size * 85 / 100),
                Arrays.copyOfRange(order, size * 85 / 100, size),
                "at random");
    }
}
