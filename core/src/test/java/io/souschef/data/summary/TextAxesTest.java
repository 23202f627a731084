package io.souschef.data.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Texts;
import io.souschef.data.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextAxesTest {
    @Test
    void measures_what_can_be_counted_by_hand() {
        Texts texts = new Texts(List.of(Text.of("a", "Ab ab, 12\nÖl x\n"), Text.of("b", "")));

        assertThat(values(texts, "characters")).containsExactly(15, 0);
        assertThat(values(texts, "words")).containsExactly(5, 0);
        assertThat(values(texts, "lines")).containsExactly(2, 0);
        assertThat(values(texts, "vocabulary")).containsExactly(4 / 5.0, Double.NaN);
        assertThat(values(texts, "word_length")).containsExactly(9 / 5.0, Double.NaN);
        assertThat(values(texts, "capitals")).containsExactly(2 / 7.0, Double.NaN);
        assertThat(values(texts, "digits")).containsExactly(2 / 10.0, Double.NaN);
        assertThat(values(texts, "non_ascii")).containsExactly(1 / 10.0, Double.NaN);
    }

    @Test
    void lines_that_many_texts_share_are_boilerplate() {
        List<Text> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(Text.of(
                    "t" + i,
                    "Something of its own, number " + "abcdefghij".charAt(i % 10) + i + " here\n"
                            + (i < 15 ? "  This message is CONFIDENTIAL and so on\nshort\n" : "short\n")));
        }

        Boilerplate found = Boilerplate.of(new Texts(all));

        assertThat(found.lines()).singleElement().satisfies(line -> {
            assertThat(line.text()).isEqualTo("This message is CONFIDENTIAL and so on");
            assertThat(line.ids()).containsExactly(IntStream.range(0, 15).toArray());
        });
        assertThat(found.shares()[0]).isCloseTo(40 / 80.0, within(0.06));
        assertThat(found.shares()[20]).isZero();
    }

    @Test
    void copies_of_one_text_are_no_boilerplate() {
        List<Text> all = IntStream.range(0, 30)
                .mapToObj(i ->
                        Text.of("t" + i, i < 20 ? "one text that was copied often" : "a text of its own, number " + i))
                .toList();

        assertThat(Boilerplate.of(new Texts(all)).lines()).isEmpty();
    }

    private static double[] values(Texts texts, String name) {
        return TextAxes.of(texts).stream()
                .filter(axis -> axis.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values();
    }
}
