package io.souschef.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.text.TextEncodings.Decoded;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextEncodingsTest {
    private static final String ENGLISH = "Plain words, and nothing else.\nA second line.\n";
    private static final String GERMAN = "Größe und Maß, schön gemäß: Übermut tut selten gut.\n";
    private static final String RUSSIAN = "Съешь же ещё этих мягких французских булок, да выпей чаю.\n";

    @ParameterizedTest
    @CsvSource({"UTF-16LE, FFFE", "UTF-16BE, FEFF", "UTF-32LE, FFFE0000", "UTF-32BE, 0000FEFF"})
    void a_byte_order_mark_says_how(String name, String mark) {
        byte[] bytes = concat(HexFormat.of().parseHex(mark), GERMAN.getBytes(Charset.forName(name)));

        assertThat(TextEncodings.decode(bytes, false)).contains(new Decoded(GERMAN, name));
    }

    @Test
    void the_mark_of_utf8_is_no_letter() {
        byte[] bytes = concat(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, utf8(GERMAN));

        assertThat(TextEncodings.decode(bytes, false)).contains(new Decoded(GERMAN, "UTF-8 with a byte order mark"));
    }

    @Test
    void utf8_is_read_strictly_and_without_a_guess() {
        for (String text : new String[] {"", ENGLISH, GERMAN, RUSSIAN, "\ud83c\udf72 soup"}) {
            assertThat(TextEncodings.decode(utf8(text), false)).contains(new Decoded(text, "UTF-8"));
        }
        assertThat(TextEncodings.isGuess("UTF-8")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE"})
    void utf16_without_its_mark_is_known_by_its_zeros(String name) {
        for (String text : new String[] {ENGLISH, RUSSIAN}) {
            assertThat(TextEncodings.decode(text.getBytes(Charset.forName(name)), false))
                    .contains(new Decoded(text, name));
        }
    }

    @Test
    void what_is_no_utf8_is_taken_for_windows_and_said_to_be_guessed() {
        Decoded decoded = TextEncodings.decode(GERMAN.getBytes(Charset.forName("windows-1252")), false)
                .orElseThrow();

        assertThat(decoded).isEqualTo(new Decoded(GERMAN, "windows-1252"));
        assertThat(TextEncodings.isGuess(decoded.encoding())).isTrue();
        assertThat(TextEncodings.decode(concat(utf8("caf"), new byte[] {(byte) 0xe9, (byte) 0x81}), false))
                .as("0x81 is nothing in windows-1252")
                .contains(new Decoded("caf\u00e9\u0081", "ISO-8859-1"));
    }

    @Test
    void a_damaged_place_does_not_spoil_the_letters_around_it() {
        byte[] bytes = utf8(RUSSIAN);
        bytes[10] = (byte) 0xff;

        Decoded decoded = TextEncodings.decode(bytes, false).orElseThrow();

        assertThat(decoded.encoding()).isEqualTo("UTF-8, damaged");
        assertThat(decoded.content()).contains("мягких французских булок").contains("\ufffd");
    }

    @Test
    void a_letter_cut_in_half_at_the_end_of_a_beginning_is_left_out() {
        byte[] bytes = utf8("ганз");
        byte[] beginning = Arrays.copyOf(bytes, bytes.length - 1);

        assertThat(TextEncodings.decode(beginning, true)).contains(new Decoded("ган", "UTF-8"));
        assertThat(TextEncodings.decode(beginning, false).orElseThrow().encoding())
                .isNotEqualTo("UTF-8");
    }

    @Test
    void a_mail_or_page_that_says_what_it_is_is_read_as_that() {
        String mail = "Subject: x\nContent-Type: text/plain; charset=\"koi8-r\"\n\n" + RUSSIAN;

        assertThat(TextEncodings.decode(mail.getBytes(Charset.forName("KOI8-R")), false))
                .contains(new Decoded(mail, "KOI8-R, as it says"));
        assertThat(TextEncodings.isGuess("KOI8-R, as it says")).isFalse();
        String wrong = "charset=nosuchthing\n" + GERMAN;
        assertThat(TextEncodings.decode(wrong.getBytes(Charset.forName("windows-1252")), false))
                .contains(new Decoded(wrong, "windows-1252"));
    }

    @Test
    void binary_files_are_no_text() {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        byte[] zeros = new byte[5000];

        assertThat(TextEncodings.decode(noise, false)).isEmpty();
        assertThat(TextEncodings.decode(zeros, false)).isEmpty();
    }

    @Test
    void a_stray_zero_byte_makes_no_binary_file() {
        String text = ENGLISH.repeat(10) + "\0";

        assertThat(TextEncodings.decode(text.getBytes(StandardCharsets.US_ASCII), false))
                .contains(new Decoded(text, "UTF-8"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
