package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgreeTest {
    @TempDir
    Path folder;

    @Test
    void people_who_agree_are_reliable_and_the_contested_examples_are_named() throws IOException {
        Path file = labels(0.05, 0.05, 0.05);

        Ran ran = Ran.souschef("agree", file, "--out", folder.resolve("majority.csv"));

        assertThat(ran.code()).as(ran.toString()).isEqualTo(Souschef.SOUND);
        assertThat(ran.out())
                .contains("Fleiss' κ", "Krippendorff's α", "implied error", "most contested", "reliable: α 0.8");
        assertThat(Files.readAllLines(folder.resolve("majority.csv")))
                .hasSize(301)
                .startsWith("example,labels,majority,share,likeliest,probability")
                .anyMatch(line -> line.matches("img\\d+,3,cat,1.0000,cat,.*"));
    }

    @Test
    void one_who_guesses_is_named_and_the_labels_fail() throws IOException {
        Ran ran = Ran.souschef("agree", labels(0.05, 0.1, 0.67));

        assertThat(ran.code()).as(ran.toString()).isEqualTo(Souschef.FAILED);
        assertThat(ran.out()).contains("NOT RELIABLE").containsPattern("annotator_3 +300 .* 6\\d\\.\\d %");
    }

    @Test
    void two_people_have_cohens_kappa_and_json_says_the_same() throws IOException {
        Ran ran = Ran.souschef("agree", labels(0.05, 0.05), "--json");

        assertThat(ran.code()).isEqualTo(Souschef.SOUND);
        assertThat(ran.out())
                .contains("\"Cohen's κ\":{", "\"implied error\":0.0", "\"exit\":0")
                .hasLineCount(1);
    }

    @Test
    void bad_input_is_one_clear_error() throws IOException {
        Path words = labels(0.1, 0.1);

        Ran ordinal = Ran.souschef("agree", words, "--level", "ordinal");
        Ran nothing = Ran.souschef("agree", folder.resolve("none.csv"));

        assertThat(ordinal.code()).isEqualTo(Souschef.WRONG);
        assertThat(ordinal.err())
                .contains("labels that are words have no order that is known")
                .doesNotContain("\tat ");
        assertThat(nothing.code()).isEqualTo(Souschef.WRONG);
        assertThat(nothing.err()).contains("there is no").doesNotContain("\tat ");
    }

    @Test
    void numbers_that_all_differ_are_refused_in_words() throws IOException {
        StringBuilder text = new StringBuilder("annotator_1,annotator_2\n");
        for (int i = 0; i < 1500; i++) {
            text.append(i + 0.25).append(',').append(i + 0.75).append('\n');
        }

        Ran ran = Ran.souschef("agree", Files.writeString(folder.resolve("all.csv"), text), "--level", "interval");

        assertThat(ran.code()).as(ran.toString()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err())
                .contains(
                        "there are too many different labels to compare", "got       3,000 different ones: 0.25, 0.75");
    }

    @Test
    void one_label_for_everything_is_not_judged() throws IOException {
        Path file = Files.writeString(folder.resolve("one.csv"), "annotator_1,annotator_2\ncat,cat\ncat,cat\n");

        Ran ran = Ran.souschef("agree", file);

        assertThat(ran.code()).as(ran.toString()).isEqualTo(Souschef.UNJUDGED);
        assertThat(ran.out()).contains("only one label was ever given");
    }

    @Test
    void one_label_wherever_two_have_labelled_is_not_judged_and_not_said_to_be_the_only_one() throws IOException {
        Path file = Files.writeString(folder.resolve("one.csv"), "annotator_1,annotator_2\ncat,cat\ncat,cat\ndog,\n");

        Ran ran = Ran.souschef("agree", file);

        assertThat(ran.code()).as(ran.toString()).isEqualTo(Souschef.UNJUDGED);
        assertThat(ran.out()).contains("not judged: where two have labelled, only one label was given");
    }

    @Test
    void a_thousand_is_written_alike_in_every_country() throws IOException {
        Path file = folder.resolve("many.csv");
        Files.writeString(file, "annotator_1,annotator_2\n" + "cat,cat\ndog,dog\n".repeat(600));
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);

        Ran ran;
        try {
            ran = Ran.souschef("agree", file, "--out", folder.resolve("majority.csv"));
        } finally {
            Locale.setDefault(before);
        }

        assertThat(ran.out()).contains("1,200 examples", "1,200 rows in");
    }

    /** 300 examples of three classes; each person errs so often. */
    private Path labels(double... errors) throws IOException {
        Random random = new Random(1);
        String[] classes = {"cat", "dog", "hen"};
        StringBuilder text = new StringBuilder("file");
        for (int p = 1; p <= errors.length; p++) {
            text.append(",annotator_").append(p);
        }
        for (int i = 0; i < 300; i++) {
            int truth = random.nextInt(3);
            text.append("\nimg").append(i);
            for (double error : errors) {
                text.append(',')
                        .append(classes[random.nextDouble() < error ? (truth + 1 + random.nextInt(2)) % 3 : truth]);
            }
        }
        return Files.writeString(folder.resolve("labels.csv"), text.append('\n').toString());
    }
}
