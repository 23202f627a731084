package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Texts;
import io.souschef.data.text.Text;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.Order;
import io.souschef.recipe.Recipe;
import io.souschef.recipe.Watcher;
import io.souschef.recipe.inspect.copies.ExactDuplicates;
import io.souschef.recipe.inspect.copies.SimilarTexts;
import io.souschef.recipe.inspect.labels.CheapProperties;
import io.souschef.recipe.inspect.labels.LabelNoise;
import io.souschef.recipe.inspect.texts.ControlCharacters;
import io.souschef.recipe.inspect.texts.EmptyTexts;
import io.souschef.recipe.inspect.texts.Encodings;
import io.souschef.recipe.inspect.texts.SharedLines;
import io.souschef.recipe.inspect.texts.TextExtremes;
import io.souschef.report.Report;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the looks say of sound texts, and of texts in which one thing is wrong. */
class TextsTest {
    @TempDir
    Path folder;

    @Test
    void sound_texts_raise_no_suspicion() {
        Recipe.Ended ended = run(MadeTexts.dataset(MadeTexts::topical));

        assertThat(ended.sound()).isTrue();
        List<Finding> findings = Pages.of(new RunDirectory(folder)).findings("inspect");
        assertThat(findings)
                .filteredOn(finding -> finding.outcome() != Outcome.PASS)
                .extracting(Finding::code)
                .containsExactly("extremes", "sample-texts");
        assertThat(findings)
                .extracting(Finding::code)
                .doesNotHaveDuplicates()
                .contains("text-encodings", "control-characters", "empty-texts", "boilerplate", "near-duplicates")
                .contains("label-noise", "cheap-properties", "word-order", "characters-or-words", "text-length");
    }

    @Test
    void every_text_has_a_row_with_all_that_was_measured() throws Exception {
        List<String> contents = MadeTexts.contents();
        contents.set(7, contents.get(3));
        run(MadeTexts.dataset(contents, MadeTexts.labels()));

        assertThat(query("SELECT count(*), max(words), min(boilerplate) FROM '%s'"))
                .isEqualTo("300 60.0 0.0");
        assertThat(query("SELECT name, duplicate_group, near_group FROM '%s' WHERE id = 7"))
                .isEqualTo("7.txt 3 null");
    }

    @Test
    void what_a_text_says_is_shown_and_never_obeyed() {
        List<String> contents = MadeTexts.contents();
        String hostile =
                "<script>alert(1)</script><img src=x onerror=alert(2)> \u202e \u001b[31m ${jndi:x} %s %n \ud800 \0";
        for (int id = 0; id < 60; id++) {
            contents.set(id, hostile + " " + id + " " + contents.get(id));
        }

        run(MadeTexts.dataset(contents, MadeTexts.labels()));

        String page = Report.html(new RunDirectory(folder));
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert", "<img src=x", "\u202e", "\u001b", "\0");
    }

    @Test
    void wrongly_decoded_texts_are_named() {
        List<Text> texts = new ArrayList<>();
        for (int id = 0; id < MadeTexts.SIZE; id++) {
            String content = MadeTexts.contents().get(id);
            texts.add(Text.of(id + ".txt", content));
        }
        texts.set(4, new Text("4.txt", "caf\u00e9", "windows-1252", 4, 0));
        texts.set(5, Text.of("5.txt", "caf\u00c3\u00a9 and more"));
        texts.set(6, Text.of("6.txt", "caf\ufffd and more"));

        Finding finding = Made.look(new Encodings(), MadeTexts.of(texts, MadeTexts.labels()), folder);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured())
                .isEqualTo("1 text is no UTF-8 and was guessed (4.txt); 1 text is short of letters, \ufffd (6.txt);"
                        + " 1 text is garbled, \u00c3\u00a9 for \u00e9 (5.txt); all texts: 299 UTF-8, 1 windows-1252");
        Evidence.Grid where = (Evidence.Grid) finding.evidence().get(1);
        assertThat(where.rows().get(1)).contains("5.txt", "garbled");
    }

    @Test
    void letters_beyond_ascii_are_sound_letters() {
        List<String> contents = MadeTexts.contents();
        contents.set(
                0,
                "S\u00e3o Paulo, NA\u00c7\u00c3O, \u00c2ngela, na\u00efve, \u201equoted\u201c, 10 \u20ac, \u0434\u0430");

        assertThat(Made.look(new Encodings(), MadeTexts.dataset(contents, MadeTexts.labels()), folder)
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void quotes_and_byte_order_marks_that_were_decoded_wrongly_are_garbled_too() {
        List<String> contents = MadeTexts.contents();
        contents.set(0, "it\u00e2\u20ac\u2122s");
        contents.set(1, "it\u00e2\u0080\u0099s");
        contents.set(2, "\u00ef\u00bb\u00bfbegin");
        contents.set(3, "ends in \u00e2\u20ac");

        assertThat(Made.look(new Encodings(), MadeTexts.dataset(contents, MadeTexts.labels()), folder)
                        .measured())
                .contains("3 texts are garbled, \u00c3\u00a9 for \u00e9 (0.txt, 1.txt and 1 more)");
    }

    @Test
    void shared_lines_come_with_the_most_frequent_first_and_copies_count() {
        List<String> contents = MadeTexts.contents();
        for (int id = 0; id < 40; id++) {
            contents.set(id, contents.get(id) + "\nThis line is in forty of the texts here\n");
        }
        for (int id = 40; id < 100; id++) {
            contents.set(id, "A copy of one text that says what it says\n" + contents.get(40));
        }
        for (int id = 200; id < 220; id++) {
            contents.set(id, contents.get(id) + "\nAnother line is in twenty texts of them\n");
        }

        Finding finding = Made.look(new SharedLines(), MadeTexts.dataset(contents, MadeTexts.labels()), folder);

        assertThat(((Evidence.Grid) finding.evidence().get(0)).rows())
                .extracting(row -> row.get(3))
                .containsExactly("This line is in forty of the texts here", "Another line is in twenty texts of them");
    }

    @Test
    void the_sentence_of_extremes_names_the_measures_with_most_of_them_first() {
        List<String> contents = MadeTexts.contents();
        for (int id = 0; id < 9; id++) {
            contents.set(id, contents.get(id).repeat(40 + id));
        }

        Finding finding = Made.look(new TextExtremes(), MadeTexts.dataset(contents, MadeTexts.labels()), folder);

        assertThat(finding.measured()).matches("of 300 texts, far from the others: 9 by .*");
    }

    @Test
    void control_characters_are_counted_and_named() {
        List<String> contents = MadeTexts.contents();
        contents.set(9, "zero \0 and escape \u001b[0m");
        contents.set(10, "tab\tand page\fand line\r\n");

        Finding finding = Made.look(new ControlCharacters(), MadeTexts.dataset(contents, MadeTexts.labels()), folder);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured()).isEqualTo("1 of 300 texts have control characters, 2 in all");
        assertThat(((Evidence.Grid) finding.evidence().get(0)).rows().get(0))
                .containsSequence("9.txt", "b", "2", "U+0000, U+001B");
    }

    @Test
    void empty_texts_mails_without_a_text_and_endless_ones_are_named() {
        List<Text> texts =
                new ArrayList<>(((Texts) MadeTexts.dataset(MadeTexts::topical).inputs()).all());
        texts.set(0, Text.of("0.txt", " \n"));
        texts.set(1, Text.of("1.txt", "A: 1\nB: 2\nC: 3\n\n \n"));
        texts.set(2, new Text("2.txt", "word", "UTF-8", 100L << 20, 0));

        Finding finding = Made.look(new EmptyTexts(), MadeTexts.of(texts, MadeTexts.labels()), folder);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured()).isEqualTo("1 of 300 texts are empty, 1 only a header, 1 longer than 1 MB");
        assertThat(finding.cause()).isEqualTo("0.txt, 1.txt, 2.txt");
    }

    @Test
    void a_signature_of_one_class_is_boilerplate_that_tells_the_class() {
        List<String> contents = MadeTexts.contents();
        for (int id = 0; id < 200; id += 2) {
            contents.set(
                    id,
                    contents.get(id) + "-- \nSent by the newsletter of the house of made words, unsubscribe below\n");
        }

        Finding finding = Made.look(new SharedLines(), MadeTexts.dataset(contents, MadeTexts.labels()), folder);

        Evidence.Grid lines = (Evidence.Grid) finding.evidence().get(0);
        assertThat(lines.rows()).singleElement().satisfies(row -> assertThat(row)
                .containsExactly(
                        "100", "a", "100.0 %", "Sent by the newsletter of the house of made words, unsubscribe below"));
        assertThat(finding.measured()).contains("of the 1 most frequent lines 1 are of one class alone");
    }

    @Test
    void mostly_boilerplate_is_a_warning() {
        Dataset dataset = MadeTexts.dataset((k, random) ->
                MadeTexts.topical(k, random) + "All rights are reserved by those who made these words\n".repeat(3));

        assertThat(Made.look(new SharedLines(), dataset, folder).outcome()).isEqualTo(Outcome.WARN);
    }

    @Test
    void variants_across_the_split_and_with_other_labels_are_a_warning() {
        List<String> contents = MadeTexts.contents();
        contents.set(270, contents.get(10).replaceFirst("\\w+", "changed"));
        contents.set(31, contents.get(20) + "and so on");

        Finding finding = Made.look(new SimilarTexts(), MadeTexts.dataset(contents, MadeTexts.labels()), folder);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured())
                .isEqualTo(
                        "2 pairs are nearly the same, in 2 groups; 1 text of validation or test has a variant in train;"
                                + " 1 pair differs in the label");
        assertThat(((Evidence.Grid) finding.evidence().get(0)).rows().get(0).get(1))
                .as("the one with different labels first")
                .isEqualTo("20.txt (a, train)");
    }

    @Test
    void copies_are_counted_whatever_their_white_space_and_those_to_the_letter_apart() {
        List<String> contents = MadeTexts.contents();
        contents.set(12, contents.get(10).toUpperCase(Locale.ROOT).replace(" ", "  "));
        contents.set(14, contents.get(10));

        Finding finding = Made.look(new ExactDuplicates(), MadeTexts.dataset(contents, MadeTexts.labels()), folder);

        assertThat(finding.measured())
                .isEqualTo(
                        "2 copies of other examples, 0.7 % of 300; 1 group of equal ones; to the last letter 1 of them");
    }

    @Test
    void labels_that_the_words_contradict_are_shown_with_their_texts() {
        int[] labels = MadeTexts.labels();
        for (int id = 0; id < 220; id += 10) {
            labels[id] = 1 - labels[id];
        }

        Finding finding = Made.look(new LabelNoise(), MadeTexts.dataset(MadeTexts.contents(), labels), folder);

        Evidence.Grid suspects = (Evidence.Grid) finding.evidence().get(0);
        assertThat(suspects.sentence()).contains("a weighted sum of words and pairs of words and runs of 4 letters");
        assertThat(suspects.rows())
                .as("only what is five times as likely another class, of 22 that are")
                .hasSizeBetween(8, 22)
                .allSatisfy(row -> assertThat(Integer.parseInt(row.get(0).replace(".txt", "")) % 10)
                        .isZero());
    }

    @Test
    void length_that_tells_the_class_is_seen() {
        Dataset dataset =
                MadeTexts.dataset((k, random) -> String.join(" ", MadeTexts.filler(k == 0 ? 30 : 60, random)));

        Finding finding = Made.look(new CheapProperties(), dataset, folder);

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(finding.cause()).contains("words", "characters");
        assertThat(finding.fix()).contains("cut to one length");
    }

    private Recipe.Ended run(Dataset dataset) {
        Order order = new Order("test", 1337, Optional.empty(), false, Set.of(1), folder);
        return new Recipe().run(order, dataset, new Watcher() {}, System.nanoTime());
    }

    private String query(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.formatted(folder.resolve("examples.parquet")))) {
            row.next();
            return row.getString(1) + " " + row.getString(2) + " " + row.getString(3);
        }
    }
}
