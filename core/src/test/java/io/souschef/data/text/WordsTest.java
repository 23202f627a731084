package io.souschef.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void words_are_letters_and_digits_in_lower_case() {
        assertThat(Words.of("It's 5 o'clock: EXIT\u2014now! na\u00efve e\u0301t\u00e9", 0))
                .containsExactly("it", "s", "5", "o", "clock", "exit", "now", "na\u00efve", "e\u0301t\u00e9");
        assertThat(Words.of("", 0)).isEmpty();
        assertThat(Words.of("\ud800 lone", 0)).containsExactly("lone");
    }

    @Test
    void scripts_without_blanks_give_one_word_per_letter() {
        assertThat(Words.of("我们 eat 寿司\u306e", 0)).containsExactly("我", "们", "eat", "寿", "司", "\u306e");
    }

    @Test
    void hashes_are_those_of_the_words_and_stop_where_told() {
        long[] hashes = Words.hashes("One two THREE", 0, 2);

        assertThat(hashes)
                .containsExactly(Words.hash("one", 0, 3), Words.hash("two", 0, 3))
                .doesNotContain(Words.hash("three", 0, 5));
        assertThat(Words.then(hashes[0], hashes[1])).isNotEqualTo(Words.then(hashes[1], hashes[0]));
    }

    @Test
    void the_header_of_a_mail_is_not_the_text() {
        String mail = "From a@b.org Mon Jul 1\nReceived: by x\n\tfor y\nSubject: Hi\nTo: me\n\nDear you,\nX: y\n";

        assertThat(mail.substring(MailHeader.end(mail))).isEqualTo("Dear you,\nX: y\n");
        assertThat(MailHeader.end(mail.replace("\n", "\r\n"))).isPositive();
        assertThat(Text.of("m", mail).normal()).isEqualTo("dear you, x: y");
    }

    @Test
    void what_only_looks_a_little_like_a_header_is_text() {
        for (String text : new String[] {
            "",
            "Note: this is it.\n\nMore.",
            "Once upon a time\n\nthere was",
            "A: 1\nB: 2\nC: 3",
            "one\ntwo\nthree\nfour\n\n"
        }) {
            assertThat(MailHeader.end(text)).as(text).isZero();
        }
    }

    @Test
    void copies_are_known_whatever_their_case_and_white_space() {
        assertThat(Text.of("a", "  One\n\ttwo\u00a0 THREE \n").normal()).isEqualTo("one two three");
        assertThat(Text.of("a", " \n").normal()).isEmpty();
        String many = "Word, and word. ".repeat(10);
        assertThat(Text.of("a", many).normal())
                .as("of a long text signs do not count")
                .isEqualTo(Text.of("b", many.replaceAll("[,.]", " -")).normal());
        assertThat(Text.of("a", "really!").normal())
                .as("of a short one they do")
                .isNotEqualTo(Text.of("b", "really?").normal());
    }
}
