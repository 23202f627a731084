package io.souschef.recipe;

import io.souschef.data.Batch;
import io.souschef.data.Feed;
import io.souschef.data.Preparation;
import io.souschef.data.TextEncoding;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.picture.Picture;
import io.souschef.nn.Layer;
import io.souschef.nn.Safetensors;
import io.souschef.nn.Scripted;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Gathered;
import io.souschef.train.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The model that a run has left, ready to predict: examples are prepared exactly as in training, every net of the ensemble votes.
 *
 * <pre>{@code
 * try (Predictor predictor = Predictor.open(Path.of("runs/digits"))) {
 *     for (Prediction prediction : predictor.predict(Path.of("seven.png"))) {
 *         System.out.println(prediction.example() + " is a " + prediction.text());
 *     }
 * }
 * }</pre>
 *
 * Owns its nets until closed; used by the thread that opened it.
 */
public final class Predictor implements AutoCloseable {
    private static final int BATCH = 256;
    private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    private final Model model;
    private final Preparation preparation;
    private final Task task;
    private final List<Layer> nets = new ArrayList<>();

    private Predictor(Model model, Preparation preparation) {
        this.model = model;
        this.preparation = preparation;
        this.task = Kitchen.task(preparation);
    }

    /**
     * Opens the model of a run.
     *
     * @param run the run's directory, or its {@code model/} folder on its own
     * @throws NoModel when there is none, or none that this version understands
     */
    public static Predictor open(Path run) {
        Path folder = Files.exists(run.resolve(Model.FILE)) ? run : run.resolve("model");
        Model model = Model.read(folder);
        Predictor predictor = new Predictor(model, Preparation.read(folder.resolve(Model.PREPARATION)));
        try {
            model.nets().forEach(net -> predictor.load(net.settings(), folder.resolve(net.file())));
            return predictor;
        } catch (IllegalArgumentException | NoSuchElementException e) {
            predictor.close();
            throw new NoModel(run, "a net that can't be built: " + e.getMessage());
        } catch (RuntimeException | Error failure) {
            predictor.close();
            throw failure;
        }
    }

    /** The nets of these trials, as a model that isn't written yet. */
    public static Predictor of(Kitchen kitchen, List<Trial> voters, Views views) {
        Predictor predictor =
                new Predictor(Model.of(kitchen, voters, views), kitchen.feed().preparation());
        voters.forEach(voter -> predictor.load(voter.settings(), voter.weights()));
        return predictor;
    }

    private void load(Settings settings, Path weights) {
        Layer layer = settings.net().build(preparation, task, 0);
        nets.add(layer);
        layer.eval();
        try (Scope scope = Scope.open("weights")) {
            layer.load(Safetensors.read(weights).tensors());
        }
    }

    /** Writes one of the nets as TorchScript: of prepared examples it gives logits, or standardised numbers. */
    void script(int net, Path file) {
        if (nets.get(net) instanceof Scripted scripted) {
            Scripted.write(scripted, file);
        }
    }

    /** What is predicted. */
    public Task task() {
        return task;
    }

    /** What is done to an example before a net sees it. */
    public Preparation preparation() {
        return preparation;
    }

    /** What it is made of, and from which data. */
    public Model model() {
        return model;
    }

    /**
     * Predicts all that is in a file: the one example that a picture or a text is, or every row of a table.
     *
     * @throws OtherInput when the model is for the other kind
     * @throws io.souschef.error.Problem in words, when the file can't be read
     */
    public List<Prediction> predict(Path file) {
        return predictsFiles() ? files(List.of(file)) : rows(file);
    }

    /** Whether a file is one example, a picture or a text; the rows of a table are many. */
    public boolean predictsFiles() {
        return preparation.table().isEmpty()
                && preparation.text().flatMap(TextEncoding::column).isEmpty();
    }

    /** Predicts from files that are one example each, in their order. */
    public List<Prediction> files(List<Path> files) {
        return preparation.text().isPresent() ? texts(files) : pictures(files);
    }

    private List<Prediction> texts(List<Path> files) {
        TextEncoding encoding = preparation.text().orElseThrow();
        int width = encoding.width();
        List<Prediction> predictions = new ArrayList<>();
        for (int from = 0; from < files.size(); from += BATCH) {
            List<Path> some = files.subList(from, Math.min(files.size(), from + BATCH));
            float[] input = new float[some.size() * width];
            for (int i = 0; i < some.size(); i++) {
                System.arraycopy(encoding.encode(Pantry.text(some.get(i))), 0, input, i * width, width);
            }
            try (Scope scope = Scope.open("predict texts");
                    NoGrad off = NoGrad.open()) {
                double[] votes = votes(Tensor.of(input, some.size(), width));
                for (int i = 0; i < some.size(); i++) {
                    predictions.add(prediction(some.get(i).toString(), votes, i));
                }
            }
        }
        return predictions;
    }

    /** Predicts from picture files, one each, in their order; they are brought to size and colours as in training. */
    public List<Prediction> pictures(List<Path> files) {
        if (preparation.pictures().isEmpty()) {
            throw new OtherInput(
                    files.get(0).toString(),
                    "rows of a table with the columns of training",
                    "souschef predict RUN TABLE.csv");
        }
        List<Prediction> predictions = new ArrayList<>();
        for (int from = 0; from < files.size(); from += BATCH) {
            List<Path> some = files.subList(from, Math.min(files.size(), from + BATCH));
            try (Scope scope = Scope.open("predict pictures");
                    NoGrad off = NoGrad.open()) {
                double[] votes = votes(input(some));
                for (int i = 0; i < some.size(); i++) {
                    predictions.add(prediction(some.get(i).toString(), votes, i));
                }
            }
        }
        return predictions;
    }

    private Tensor input(List<Path> files) {
        Preparation.Pictures size = preparation.pictures().orElseThrow();
        int each = size.channels() * size.height() * size.width();
        byte[] pixels = new byte[files.size() * each];
        for (int i = 0; i < files.size(); i++) {
            byte[] one = read(files.get(i), size).inChannels(size.channels());
            System.arraycopy(one, 0, pixels, i * each, each);
        }
        return preparation.normalised(Tensor.of(pixels, files.size(), size.channels(), size.height(), size.width())
                .to(DType.FLOAT32));
    }

    private static Picture read(Path file, Preparation.Pictures size) {
        if (Files.isRegularFile(file) && !PICTURES.contains(extension(file))) {
            throw new OtherInput(
                    file.toString(), "a picture: PNG, JPEG, GIF or BMP", "souschef predict RUN PICTURE.png");
        }
        return Picture.read(file, size.height(), size.width());
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Predicts every row of a table. The target's column may be there or not; it isn't looked at. */
    public List<Prediction> rows(Path table) {
        if (predictsFiles() || PICTURES.contains(extension(table))) {
            throw new OtherInput(
                    table.toString(),
                    predictsFiles() ? one() : "a table: CSV, TSV, Parquet or ARFF",
                    "souschef predict RUN "
                            + (!predictsFiles()
                                    ? "TABLE.csv"
                                    : preparation.text().isPresent() ? "TEXT.txt" : "PICTURE.png"));
        }
        return rows(Pantry.rows(table));
    }

    /**
     * Predicts rows.
     *
     * @param rows text by column, "" where a cell is missing; columns that the model wasn't shown are passed over
     */
    public List<Prediction> rows(List<Map<String, String>> rows) {
        List<Prediction> predictions = new ArrayList<>();
        int width = preparation.width();
        for (int from = 0; from < rows.size(); from += BATCH) {
            List<Map<String, String>> some = rows.subList(from, Math.min(rows.size(), from + BATCH));
            float[] input = new float[some.size() * width];
            for (int i = 0; i < some.size(); i++) {
                System.arraycopy(encoded(some.get(i)), 0, input, i * width, width);
            }
            try (Scope scope = Scope.open("predict rows");
                    NoGrad off = NoGrad.open()) {
                double[] votes = votes(Tensor.of(input, some.size(), width));
                for (int i = 0; i < some.size(); i++) {
                    predictions.add(prediction("row " + (from + i + 1), votes, i));
                }
            }
        }
        return predictions;
    }

    private float[] encoded(Map<String, String> row) {
        return preparation
                .table()
                .map(table -> table.encode(row))
                .orElseGet(() -> preparation.text().orElseThrow().encode(row));
    }

    private String one() {
        return preparation.text().isPresent() ? "a text" : "a picture";
    }

    private Prediction prediction(String name, double[] votes, int example) {
        if (task instanceof Task.Regression regression) {
            return new Prediction.OfNumber(name, regression.decoded(votes[example]));
        }
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int k = 0; k < task.outputs(); k++) {
            probabilities.put(preparation.classes().get(k), votes[example * task.outputs() + k]);
        }
        return new Prediction.OfClass(name, probabilities);
    }

    /** How good the model is on these examples of a data set, which is prepared as this model prepares. */
    public Evaluation evaluate(Feed feed, int... ids) {
        Gathered all = new Gathered();
        for (Batch batch : feed.inOrder(ids, BATCH)) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                double[] votes = votes(batch.input());
                Evaluation some = Ensemble.evaluation(
                        task, batch.ids(), votes, batch.target().toFloats());
                all.add(some.ids(), some.losses(), some.outputs(), some.targets());
            }
        }
        return all.evaluation(task);
    }

    /** The mean vote of all nets under all views, row by row: probabilities, or standardised numbers. */
    private double[] votes(Tensor input) {
        double[] mean = new double[Math.toIntExact(input.size(0) * task.outputs())];
        List<Tensor> views = model.views().of(input);
        for (Layer net : nets) {
            for (Tensor view : views) {
                Ensemble.add(Ensemble.votes(task, net.forward(view).toFloats()), mean, nets.size() * views.size());
            }
        }
        return mean;
    }

    @Override
    public void close() {
        nets.forEach(Layer::close);
    }

    @Override
    public String toString() {
        return "%d nets, %s, trained on %s"
                .formatted(
                        nets.size(),
                        String.join(
                                ", ",
                                model.nets().stream()
                                        .map(net -> net.settings().net().describe())
                                        .distinct()
                                        .toList()),
                        model.data());
    }
}
