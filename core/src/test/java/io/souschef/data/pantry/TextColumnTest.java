package io.souschef.data.pantry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.data.MissingColumn;
import io.souschef.data.Preparation;
import io.souschef.data.Table;
import io.souschef.data.TextEncoding;
import io.souschef.data.Texts;
import io.souschef.data.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextColumnTest {
    @TempDir
    Path folder;

    @Test
    void a_table_with_nothing_but_one_column_of_texts_is_one_of_texts() throws Exception {
        StringBuilder csv = new StringBuilder("id,review,label\n");
        for (int i = 0; i < 60; i++) {
            csv.append(i + 1)
                    .append(",\"the meal number ")
                    .append(i)
                    .append(i % 2 == 0 ? ", tasted very good\"" : ", tasted rather bad\"")
                    .append(i % 2 == 0 ? ",good\n" : ",bad\n");
        }

        Dataset dataset = open(csv);

        Texts texts = (Texts) dataset.inputs();
        assertThat(texts.column()).contains("review");
        assertThat(texts.get(2).name()).isEqualTo("row 3");
        assertThat(texts.get(2).content()).isEqualTo("the meal number 2, tasted very good");
        assertThat(dataset.notes())
                .contains("each example is a text, of the column 'review'; no other column tells anything");
        Preparation preparation = Preparation.fit(dataset);
        preparation.write(folder.resolve("preparation.json"));
        TextEncoding encoding =
                Preparation.read(folder.resolve("preparation.json")).text().orElseThrow();
        assertThat(encoding).isEqualTo(preparation.text().orElseThrow());
        assertThat(encoding.encode(Map.of("review", "a good meal")))
                .isEqualTo(encoding.encode(Text.of("", "a good meal")));
        assertThatThrownBy(() -> encoding.encode(Map.of("text", "a good meal"))).isInstanceOf(MissingColumn.class);
    }

    @Test
    void a_column_split_beside_it_is_the_split() throws Exception {
        StringBuilder csv = new StringBuilder("review,split,label\n");
        for (int i = 0; i < 60; i++) {
            csv.append("the meal number ")
                    .append(i)
                    .append(" was as meals are,")
                    .append(i < 40 ? "train" : i < 50 ? "val" : "test")
                    .append(i % 2 == 0 ? ",a\n" : ",b\n");
        }

        Dataset dataset = open(csv);

        assertThat(dataset.inputs()).isInstanceOf(Texts.class);
        assertThat(dataset.split().train())
                .containsExactly(IntStream.range(0, 40).toArray());
        assertThat(dataset.split().validation())
                .containsExactly(IntStream.range(40, 50).toArray());
        assertThat(dataset.split().test())
                .containsExactly(IntStream.range(50, 60).toArray());
    }

    @Test
    void a_number_beside_it_makes_it_a_table() throws Exception {
        StringBuilder csv = new StringBuilder("stars,review,label\n");
        for (int i = 0; i < 60; i++) {
            csv.append(i % 7 * 0.5)
                    .append(",the meal number ")
                    .append(i)
                    .append(" was as meals are,")
                    .append(i % 2 == 0 ? "a\n" : "b\n");
        }

        assertThat(open(csv).inputs()).isInstanceOf(Table.class);
    }

    @Test
    void names_are_no_texts() {
        StringBuilder csv = new StringBuilder("who,label\n");
        for (int i = 0; i < 60; i++) {
            csv.append("person number").append(i).append(i % 2 == 0 ? ",a\n" : ",b\n");
        }

        assertThatThrownBy(() -> open(csv)).isInstanceOf(NoColumns.class);
    }

    private Dataset open(CharSequence csv) throws Exception {
        Path file = Files.writeString(folder.resolve("table.csv"), csv);
        return Pantry.open(file.toString(), Options.standard());
    }
}
