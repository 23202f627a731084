package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Augmentation;
import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Table;
import io.souschef.data.Texts;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Notebook;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
    private static final Hypothesis ANY = new Hypothesis("it learns", "nothing", "something");

    @TempDir
    Path run;

    @Test
    void predicts_of_picture_files_what_the_evaluation_says_of_the_same_examples() throws IOException {
        Dataset data = Tiny.images(180, 4);
        Evaluation evaluation = trained(data, new NetPlan("convnet", 8, 1, 0), new Views(true, 1), 2);
        int[] test = data.split().test();
        List<Path> files = new ArrayList<>();
        for (int id : test) {
            files.add(png((Images) data.inputs(), id));
        }

        try (Predictor predictor = Predictor.open(run)) {
            List<Prediction> predictions = predictor.pictures(files);

            for (int i = 0; i < test.length; i++) {
                Prediction.OfClass prediction = (Prediction.OfClass) predictions.get(i);
                int predicted = ((Task.Classification) evaluation.task()).predicted(evaluation.outputs(), i);
                assertThat(prediction.text()).isEqualTo("row " + predicted);
                assertThat(prediction.probabilities().values().stream()
                                .mapToDouble(p -> p)
                                .sum())
                        .isCloseTo(1, within(1e-9));
                Double right = prediction.probabilities().get(data.targets().text(test[i]));
                assertThat(right).isCloseTo(Math.exp(-evaluation.losses()[i]), within(1e-5));
            }
        }
    }

    @Test
    void predicts_of_rows_what_the_evaluation_says_in_the_unit_of_the_target() {
        Dataset data = Tiny.table(180, false);
        Evaluation evaluation = trained(data, new NetPlan("mlp", 16, 1, 0), Views.plain(), 1);
        int[] test = data.split().test();
        List<Map<String, String>> rows = new ArrayList<>();
        for (int id : test) {
            Table table = (Table) data.inputs();
            rows.add(Map.of(
                    "a", table.column("a").orElseThrow().text(id),
                    "b", table.column("b").orElseThrow().text(id),
                    "word", table.column("word").orElseThrow().text(id)));
        }

        try (Predictor predictor = Predictor.open(run.resolve("model"))) {
            List<Prediction> predictions = predictor.rows(rows);

            double mean = predictor.preparation().targetMean();
            double deviation = predictor.preparation().targetStd();
            for (int i = 0; i < test.length; i++) {
                assertThat(((Prediction.OfNumber) predictions.get(i)).number())
                        .isCloseTo(mean + deviation * evaluation.outputs()[i], within(1e-2));
            }
        }
    }

    @Test
    void predicts_of_files_of_text_what_the_evaluation_says() throws IOException {
        Dataset data = Tiny.texts(180);
        Evaluation evaluation = trained(data, new NetPlan("mlp", 16, 1, 0), Views.plain(), 1);
        int[] test = data.split().test();
        List<Path> files = new ArrayList<>();
        for (int id : test) {
            files.add(Files.writeString(
                    run.resolve(id + ".txt"), ((Texts) data.inputs()).get(id).content()));
        }

        try (Predictor predictor = Predictor.open(run.resolve("model"))) {
            List<Prediction> predictions = predictor.files(files);

            assertThat(predictor.predictsFiles()).isTrue();
            for (int i = 0; i < test.length; i++) {
                double a = ((Prediction.OfClass) predictions.get(i))
                        .probabilities()
                        .getOrDefault("a", Double.NaN);
                double odds = evaluation.outputs()[2 * i] - evaluation.outputs()[2 * i + 1];
                assertThat(a).isCloseTo(1 / (1 + Math.exp(-odds)), within(1e-4));
            }
            assertThatThrownBy(() -> predictor.rows(run.resolve("table.csv")))
                    .isInstanceOf(OtherInput.class)
                    .hasMessageContaining("expected  a text");
        }
    }

    @Test
    void is_as_good_from_the_disk_as_in_the_run() {
        Dataset data = Tiny.images(120, 3);
        Evaluation before = trained(data, new NetPlan("convnet", 8, 1, 0), Views.plain(), 3);

        try (Notebook notebook = Notebook.open(run);
                Predictor predictor = Predictor.open(run)) {
            Kitchen kitchen = Tiny.kitchen(data, notebook, 1, new Watcher() {});
            Evaluation after = predictor.evaluate(kitchen.feed(), data.split().test());

            assertThat(after.outputs()).isEqualTo(before.outputs());
            assertThat(after.metric()).isEqualTo(before.metric());
            assertThat(predictor.model().name()).isEqualTo("ensemble of 3, convnet 8x1");
        }
    }

    @Test
    void says_so_when_there_is_no_model() {
        assertThatThrownBy(() -> Predictor.open(run))
                .isInstanceOf(NoModel.class)
                .hasMessageContaining("there is no model in " + run)
                .hasMessageContaining("fix       give the directory that 'souschef run' named");
    }

    @Test
    void says_so_when_the_model_is_cut_short() throws IOException {
        Files.createDirectories(run.resolve("model"));
        Files.writeString(run.resolve("model/model.json"), "{\"nets\": [{\"file\": \"a\"");

        assertThatThrownBy(() -> Predictor.open(run))
                .isInstanceOf(NoModel.class)
                .hasMessageContaining("a model.json that can't be understood");
    }

    @Test
    void says_so_when_the_net_is_of_a_kind_that_this_version_does_not_know() throws IOException {
        trained(Tiny.images(60, 2), new NetPlan("convnet", 8, 1, 0), Views.plain(), 1);
        for (String family : List.of("transformer", "table")) {
            Path json = run.resolve("model/model.json");
            Files.writeString(
                    json,
                    Files.readString(json).replaceFirst("\"family\" : \"\\w+\"", "\"family\" : \"" + family + "\""));

            assertThatThrownBy(() -> Predictor.open(run))
                    .as(family)
                    .isInstanceOf(NoModel.class)
                    .hasMessageContaining("a net that can't be built: ");
        }
    }

    @Test
    void says_so_when_a_model_for_pictures_is_given_a_table() throws IOException {
        trained(Tiny.images(60, 2), new NetPlan("convnet", 8, 1, 0), Views.plain(), 1);
        Path table = Files.writeString(run.resolve("table.csv"), "a,b\n1,2\n");

        try (Predictor predictor = Predictor.open(run)) {
            assertThatThrownBy(() -> predictor.predict(table))
                    .isInstanceOf(OtherInput.class)
                    .hasMessageContaining("expected  a picture: PNG, JPEG, GIF or BMP");
        }
    }

    @Test
    void says_so_when_a_model_for_tables_is_given_a_picture() throws IOException {
        trained(Tiny.table(60, true), new NetPlan("mlp", 8, 1, 0), Views.plain(), 1);
        Path picture = png((Images) Tiny.images(1, 2).inputs(), 0);

        try (Predictor predictor = Predictor.open(run)) {
            assertThatThrownBy(() -> predictor.predict(picture))
                    .isInstanceOf(OtherInput.class)
                    .hasMessageContaining("expected  a table: CSV, TSV, Parquet or ARFF");
        }
    }

    /** Trains so many nets for a moment, writes the model and returns its evaluation on the test split. */
    private Evaluation trained(Dataset data, NetPlan net, Views views, int nets) {
        try (Notebook notebook = Notebook.open(run)) {
            Kitchen kitchen = Tiny.kitchen(data, notebook, 1, new Watcher() {});
            Settings settings = Settings.plain(net, 16, data.split().train().length, 20)
                    .withLearningRate(1e-2)
                    .withAugmentation(Augmentation.none());
            Lab lab = new Lab(kitchen, new NoStage());
            List<Trial> voters = new ArrayList<>();
            for (int seed = 0; seed < nets; seed++) {
                voters.add(lab.run(Attempt.of("net", ANY, settings, seed)).first());
            }
            Model.write(kitchen, voters, views);
            try (Predictor predictor = Predictor.of(kitchen, voters, views)) {
                return predictor.evaluate(kitchen.feed(), data.split().test());
            }
        }
    }

    private Path png(Images images, int id) throws IOException {
        BufferedImage image = new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < images.pixels(id).length; p++) {
            image.getRaster().setSample(p % images.width(), p / images.width(), 0, images.pixels(id)[p] & 0xff);
        }
        Path file = run.resolve("example-" + id + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
