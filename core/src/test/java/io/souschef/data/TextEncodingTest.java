package io.souschef.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.text.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextEncodingTest {
    private final Texts texts = new Texts(List.of(
            Text.of("a", "soup and bread"),
            Text.of("b", "soup soup and cheese"),
            Text.of("c", "and wine, and cheese"),
            Text.of("d", "secret secret and test")));

    @Test
    void the_list_is_made_of_training_texts_alone() {
        TextEncoding encoding = TextEncoding.fit(texts, 0, 1, 2);

        assertThat(encoding.words()).containsExactly("and", "cheese", "soup");
        assertThat(encoding.weights().get(0)).isEqualTo(1);
        assertThat(encoding.weights().get(1)).isEqualTo(1 + Math.log(3 / 2.0));
    }

    @Test
    void a_text_becomes_the_logarithms_of_its_counts_of_mean_square_one() {
        TextEncoding encoding = TextEncoding.fit(texts, 0, 1, 2);

        float[] inputs = encoding.encode(texts.get(1));

        double rare = 1 + Math.log(3 / 2.0);
        assertThat(inputs[2] / inputs[0]).isCloseTo((float) ((1 + Math.log(2)) * rare), within(1e-5f));
        assertThat(inputs[0] * inputs[0] + inputs[1] * inputs[1] + inputs[2] * inputs[2])
                .isCloseTo(3, within(1e-4f));
        assertThat(encoding.decode(inputs, 0, 2)).containsExactly("soup", "cheese");
        assertThat(encoding.encode(Text.of("x", "nothing known"))).containsOnly(0);
    }

    @Test
    void texts_without_a_common_word_are_refused() {
        assertThatThrownBy(() -> TextEncoding.fit(new Texts(List.of(Text.of("a", "one"), Text.of("b", "two"))), 0, 1))
                .isInstanceOf(NoWords.class)
                .hasMessageStartingWith("these texts have no words to learn from");
    }
}
