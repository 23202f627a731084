package io.souschef.data.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Images;
import io.souschef.data.answers.BadAnswers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictsTest {
    @TempDir
    Path folder;

    private final Images images = images(0, 1, 2, 3);
    private final NearDuplicates near = found(pair(0, 1), pair(0, 2), pair(1, 2));

    private Verdicts verdicts;

    @BeforeEach
    void sheet() {
        verdicts = new Verdicts(folder.resolve("runs/x/near-duplicates.csv"), folder.resolve("runs/.souschef/n.csv"));
        verdicts.write(near, images);
    }

    @Test
    void the_sheet_lists_every_pair_with_an_empty_column() throws Exception {
        List<String> lines = Files.readAllLines(verdicts.sheet());

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("group,first,second,how,correlation,first_hash,second_hash,same");
        assertThat(lines.get(1)).matches("1,0\\.png,1\\.png,mirrored,0\\.990,h[0-9a-f]{16},h[0-9a-f]{16},");
        assertThat(verdicts.learn()).as("nothing was answered").isFalse();
        assertThat(verdicts.applied(near, images)).isEqualTo(near);
    }

    @Test
    void a_no_keeps_the_two_apart_also_as_members_of_a_group() throws Exception {
        answer(1, "no");

        assertThat(verdicts.learn()).isTrue();
        assertThat(verdicts.learn()).as("known by now").isFalse();

        NearDuplicates left = verdicts.applied(near, images);
        assertThat(left.pairs()).containsExactly(pair(0, 2), pair(1, 2));
        assertThat(left.groups()).allSatisfy(group -> assertThat(
                        IntStream.of(group.ids()).filter(id -> id < 2).count())
                .isLessThan(2));
    }

    @Test
    void the_sheet_of_a_folder_whose_name_is_a_pattern_is_not_taken_for_that_of_the_one_that_fits_it()
            throws Exception {
        answer(1, "no");
        Verdicts pattern = new Verdicts(folder.resolve("runs/[x]/near-duplicates.csv"), folder.resolve("none.csv"));
        pattern.write(near, images);

        assertThat(pattern.applied(near, images)).isEqualTo(near);
        assertThat(verdicts.applied(near, images)).isNotEqualTo(near);
    }

    @Test
    void a_sheet_that_a_spreadsheet_has_saved_in_latin_1_is_read() throws Exception {
        answer(1, "no");
        String text = Files.readString(verdicts.sheet()).replace("0.png", "Tür.png");
        Files.write(verdicts.sheet(), text.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(verdicts.applied(near, images).pairs()).containsExactly(pair(0, 2), pair(1, 2));
    }

    @Test
    void a_yes_is_kept_and_changes_nothing() throws Exception {
        answer(1, "Yes");

        assertThat(verdicts.learn()).isTrue();
        assertThat(verdicts.applied(near, images).pairs()).hasSize(3);
        verdicts.write(near, images);
        assertThat(Files.readAllLines(verdicts.sheet()).get(1)).endsWith(",yes");
    }

    @Test
    void another_run_knows_the_answer_whatever_names_and_numbers_are_there() throws Exception {
        answer(1, "no");
        verdicts.learn();
        Images shuffled = images(3, 1, 0, 2);
        Verdicts later = new Verdicts(folder.resolve("runs/y/near-duplicates.csv"), verdicts.memory());

        NearDuplicates left = later.applied(found(pair(1, 2), pair(1, 3), pair(2, 3)), shuffled);

        assertThat(left.pairs()).as("1 and 0 are 2 and 1 now").containsExactly(pair(1, 3), pair(2, 3));
    }

    @Test
    void an_image_that_was_changed_is_another_image() throws Exception {
        answer(1, "no");
        verdicts.learn();
        byte[][] pixels = images.pixels().clone();
        pixels[0] = pixels[0].clone();
        pixels[0][5]++;

        assertThat(verdicts.applied(near, images.withPixels(pixels)).pairs()).hasSize(3);
    }

    @Test
    void a_spreadsheet_may_save_it_with_semicolons() throws Exception {
        answer(1, "n");
        Files.writeString(verdicts.sheet(), Files.readString(verdicts.sheet()).replace(',', ';'));

        assertThat(verdicts.learn()).isTrue();
        assertThat(verdicts.applied(near, images).pairs()).hasSize(2);
    }

    @Test
    void another_word_is_refused_with_the_place() throws Exception {
        answer(1, "maybe");

        assertThatThrownBy(verdicts::learn)
                .isInstanceOf(BadAnswers.class)
                .hasMessageContaining("got       'maybe' in the column same")
                .hasMessageContaining("in the column same: yes, no or nothing");
    }

    private void answer(int line, String word) throws Exception {
        List<String> lines = Files.readAllLines(verdicts.sheet());
        lines.set(line, lines.get(line) + word);
        Files.write(verdicts.sheet(), lines);
    }

    private static NearDuplicates.Pair pair(int first, int second) {
        return new NearDuplicates.Pair(first, second, "mirrored", 0.99);
    }

    private static NearDuplicates found(NearDuplicates.Pair... pairs) {
        return new NearDuplicates(List.of(pairs), Groups.of(List.of(pairs)), 0.95);
    }

    /** Noise by number. */
    private static Images images(int... numbers) {
        byte[][] pixels = Arrays.stream(numbers)
                .mapToObj(number -> {
                    byte[] noise = new byte[36];
                    new Random(number).nextBytes(noise);
                    return noise;
                })
                .toArray(byte[][]::new);
        return Images.unscaled(
                1,
                6,
                6,
                pixels,
                IntStream.range(0, numbers.length).mapToObj(i -> i + ".png").toList());
    }
}
