package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.recipe.NetPlan;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictTest {
    @TempDir
    Path folder;

    private Path digits() throws IOException {
        return TinyModel.write(
                folder.resolve("run"), Pantry.open("digits", Options.standard()), new NetPlan("convnet", 8, 1, 0));
    }

    private Path picture(String name) throws IOException {
        BufferedImage image = new BufferedImage(12, 9, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(name.hashCode());
        for (int p = 0; p < 12 * 9; p++) {
            image.setRGB(p % 12, p / 12, random.nextInt(1 << 24));
        }
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void pictures_of_any_size_are_predicted_in_a_table() throws IOException {
        Ran ran = Ran.souschef("predict", digits(), picture("a.png"), picture("b.png"));

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines()).hasSize(3);
        assertThat(ran.out().lines().toList().get(0)).matches("example +prediction +probability");
        assertThat(ran.out().lines().toList().get(1)).matches(".*a\\.png +\\d +\\d+\\.\\d\\d %");
    }

    @Test
    void json_has_one_object_per_example_with_every_probability() throws IOException {
        Ran ran = Ran.souschef("predict", "--json", digits(), picture("a.png"));

        JsonNode object = new ObjectMapper().readTree(ran.out());
        assertThat(object.path("file").asText()).endsWith("a.png");
        assertThat(object.path("probabilities").size()).isEqualTo(10);
        double sum = 0;
        for (JsonNode probability : object.path("probabilities")) {
            sum += probability.asDouble();
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    @Test
    void bad_files_among_good_ones_are_named_and_the_good_ones_predicted() throws IOException {
        Path torn = Files.write(folder.resolve("torn.png"), new byte[] {1, 2, 3});
        Path missing = folder.resolve("missing.png");
        Path text = Files.writeString(folder.resolve("notes.txt"), "no picture");

        Ran ran = Ran.souschef("predict", digits(), picture("a.png"), torn, missing, text, picture("b.png"));

        assertThat(ran.code()).isEqualTo(Souschef.WRONG);
        assertThat(ran.out()).contains("a.png", "b.png").doesNotContain("torn", "missing", "notes");
        assertThat(ran.err())
                .contains("torn.png", "there is no file " + missing, "notes.txt")
                .doesNotContain("\tat ");
    }

    @Test
    void rows_of_a_table_are_written_as_a_table_again() throws IOException {
        StringBuilder text = new StringBuilder("x,colour,price\n");
        for (int i = 0; i < 40; i++) {
            text.append(i * 37 % 41)
                    .append(i % 2 == 0 ? ",red," : ",blue,")
                    .append(i + 0.5)
                    .append('\n');
        }
        Path table = Files.writeString(folder.resolve("table.csv"), text);
        Path run = TinyModel.write(
                folder.resolve("run"),
                Pantry.open(table.toString(), Options.standard().withTarget("price")),
                new NetPlan("mlp", 8, 1, 0));
        Path fresh = Files.writeString(folder.resolve("new, rows.csv"), "colour,x\nred,3\ngreen,\n");
        Path out = folder.resolve("predictions.csv");

        Ran ran = Ran.souschef("predict", run, fresh, "--out", out);

        assertThat(ran.code()).as(ran.err()).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("file,row,prediction");
        assertThat(lines.get(1)).matches("\".*new, rows\\.csv\",1,-?\\d+\\.\\d+");
        assertThat(ran.out()).contains("2 predictions in " + out);
    }

    @Test
    void a_table_without_a_column_of_training_is_refused() throws IOException {
        Path run = digits();
        Path table = Files.writeString(folder.resolve("table.csv"), "a,b\n1,2\n");

        Ran ran = Ran.souschef("predict", run, table);

        assertThat(ran.code()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err()).contains("table.csv").contains("expected");
    }

    @Test
    void a_run_that_has_not_come_to_its_model_says_so() {
        Ran run = Ran.souschef("run", "digits", "--stage", "1", "--out", folder.resolve("run"));
        Ran ran = Ran.souschef("predict", folder.resolve("run"), "a.png");

        assertThat(run.code()).isZero();
        assertThat(ran.code()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err()).contains("there is no model in");
    }
}
