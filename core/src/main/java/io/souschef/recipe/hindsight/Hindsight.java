package io.souschef.recipe.hindsight;

import io.souschef.data.Images;
import io.souschef.data.axis.Axis;
import io.souschef.data.examples.ExamplesTable;
import io.souschef.data.examples.MoreColumns;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Predictor;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Trial;
import io.souschef.recipe.Tried;
import io.souschef.recipe.Views;
import io.souschef.train.DataMap;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the data again once there is a model: a net is a compressed version of its data, and what it could not learn, or takes for
 * something else, says where the data are wrong, thin or ambiguous. Training and validation examples only; the test split stays shut.
 * What is known of each example comes into {@code examples.parquet}, beside what stage 1 has measured.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"look at your network (mis)predictions", section 1 of the recipe</a>
 */
public final class Hindsight {
    /** Parts of the work, for the bar. */
    private static final double LOOKS = 7;

    private final Kitchen kitchen;
    private final Stage stage;
    private int done;

    /** @param stage in which the findings are written down */
    public Hindsight(Kitchen kitchen, Stage stage) {
        this.kitchen = kitchen;
        this.stage = stage;
    }

    /**
     * @param members the trainings that were followed, where any were
     * @param voters whose vote is the model's
     */
    public void look(List<Trial> members, List<Trial> voters, Views views) {
        kitchen.watcher().progress("looking at the data again", 0, "");
        done = 1; // the evaluation is the first part
        Optional<DataMap> map = Optional.of(Tried.dataMaps(kitchen, members))
                .filter(maps -> !maps.isEmpty())
                .map(DataMap::mean);
        Evaluation validation;
        try (Predictor predictor = Predictor.of(kitchen, voters, views)) {
            validation =
                    predictor.evaluate(kitchen.feed(), kitchen.dataset().split().validation());
        }
        Gallery gallery = new Gallery(kitchen);
        map.ifPresent(
                found -> add(() -> Optional.of(new LearntExamples(kitchen, gallery, members.size()).finding(found))));
        if (kitchen.task() instanceof Task.Classification classes && validation.size() > 0) {
            Answers answers = Answers.of(validation, classes);
            add(() -> Optional.of(new Mispredictions(kitchen, gallery).finding(answers)));
            add(() -> Calibration.finding(answers));
        } else if (kitchen.task() instanceof Task.Regression numbers && validation.size() > 0) {
            add(() -> Optional.of(new Residuals(kitchen, gallery).finding(validation, numbers)));
        }
        write(map, validation);
        add(() -> new WorstSlices(kitchen, gallery).finding(validation));
        if (kitchen.dataset().inputs() instanceof Images && validation.size() > 0) {
            add(() -> new FirstLayer(kitchen).finding(voters.get(0)));
        }
        kitchen.watcher().progressed();
    }

    private void add(Supplier<Optional<Finding>> look) {
        kitchen.watcher().progress("looking at the data again", done++ / LOOKS, "");
        long begun = System.nanoTime();
        Optional<Finding> finding = look.get();
        double seconds = (System.nanoTime() - begun) / 1e9;
        finding.ifPresent(found -> kitchen.add(stage, found.withSeconds(seconds)));
    }

    /** Puts all of it into the table of examples, which is begun where stage 1 has left none. */
    private void write(Optional<DataMap> map, Evaluation validation) {
        Path file = kitchen.notebook().run().examples();
        if (!Files.exists(file)) {
            ExamplesTable.write(file, kitchen.dataset(), List.of(), Map.of());
        }
        List<Axis> axes = new ArrayList<>();
        map.ifPresent(found -> {
            axes.add(new Axis("confidence", "0 … 1", found.confidence()));
            axes.add(new Axis("variability", "", found.variability()));
            axes.add(new Axis("correctness", "0 … 1", found.correctness()));
            axes.add(new Axis("forgotten", "times", found.forgotten()));
            axes.add(new Axis("el2n", "", found.errorNorm()));
        });
        Map<String, List<@Nullable String>> words = new LinkedHashMap<>();
        Said said = new Said(kitchen.dataset().size(), validation);
        if (kitchen.task() instanceof Task.Classification classes) {
            Answers answers = Answers.of(validation, classes);
            axes.add(said.axis("probability", i -> answers.probability(i, answers.predicted(i))));
            axes.add(said.axis("label_probability", i -> answers.probability(i, answers.given(i))));
            words.put(
                    "predicted",
                    said.words(i -> kitchen.feed().preparation().classes().get(answers.predicted(i))));
        } else if (kitchen.task() instanceof Task.Regression numbers) {
            axes.add(said.axis("predicted", i -> numbers.decoded(validation.outputs()[i])));
            axes.add(said.axis(
                    "residual",
                    i -> numbers.decoded(validation.targets()[i])
                            - numbers.decoded(validation.outputs()[i])));
        }
        List<String> names = MoreColumns.put(file, axes, words);
        kitchen.show(
                stage,
                new Evidence.Text(
                        "What is known of every example now",
                        "New columns in %s: of training examples what became of them in training, of validation examples what the model says."
                                .formatted(kitchen.notebook().run().nameOf(file)),
                        "%s\n\nSELECT name, split, %s FROM 'examples.parquet' ORDER BY \"%s\" LIMIT 20;"
                                .formatted(
                                        String.join(", ", names),
                                        names.stream()
                                                .map(name -> "\"" + name + "\"")
                                                .reduce((a, b) -> a + ", " + b)
                                                .orElse("id"),
                                        names.get(0))));
    }
}
