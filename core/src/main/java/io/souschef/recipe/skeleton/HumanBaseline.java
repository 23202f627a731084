package io.souschef.recipe.skeleton;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Table;
import io.souschef.data.Texts;
import io.souschef.data.answers.AnswerSheet;
import io.souschef.data.answers.BadAnswers;
import io.souschef.data.summary.Mosaic;
import io.souschef.data.table.Column;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.RunDirectory;
import io.souschef.files.AtomicFile;
import io.souschef.files.FileProblem;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Predictor;
import io.souschef.recipe.inspect.look.Excerpt;
import io.souschef.statistics.Interval;
import io.souschef.statistics.McNemar;
import io.souschef.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How often a person is right, who sees what the net sees: random validation examples without their labels, a sheet to fill in, and beside
 * it the model on the very same examples, once there is one that was not trained on them. The examples are drawn once; what has been
 * answered counts the next time.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"human baseline", section 2 of the recipe</a>
 */
final class HumanBaseline {
    static final String FILE = "human-baseline.csv";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Questions on the sheet, and how many of them have to be answered: the interval of 90 % is then 12 and 22 points wide. */
    private static final int QUESTIONS = 100, LEAST = 30;

    /** A sheet with more columns, or more letters of each text, or a list with more classes, nobody reads. */
    private static final int COLUMNS = 20, LETTERS = 2_000, CLASSES = 200;

    private static final int PER_SHEET = 20, ACROSS = 5, SIDE = 96, SHOWN = 24;

    private final Kitchen kitchen;
    private final RunDirectory run;

    HumanBaseline(Kitchen kitchen) {
        this.kitchen = kitchen;
        this.run = kitchen.notebook().run();
    }

    /** What is known; first draws the sheet where there is none yet. Empty where a person couldn't say: numbers, hundreds of classes, few examples. */
    Optional<Finding> finding() {
        if (!(kitchen.dataset().targets() instanceof Labels labels)
                || labels.classes().size() > CLASSES
                || kitchen.dataset().split().validation().length < LEAST) {
            return Optional.empty();
        }
        if (!Files.exists(plan()) || !Files.exists(sheet())) {
            draw(labels);
        }
        int[] ids = ids();
        Map<Integer, Integer> answers = answers(labels, ids.length);
        Finding.Draft draft = Finding.of("human baseline", "human-baseline")
                .expected("a person's accuracy, with an interval, to hold the model's against");
        if (answers.size() < LEAST) {
            sheets(labels, ids).ifPresent(draft::evidence);
            return Optional.of(draft.fix("fill in %s, then give the same command again", sheet())
                    .skip(
                            answers.isEmpty()
                                    ? "needs a person: %,d examples wait in %s"
                                    : "%,d of %,d examples answered; %,d or more tell something",
                            answers.isEmpty()
                                    ? new Object[] {ids.length, FILE}
                                    : new Object[] {answers.size(), ids.length, LEAST}));
        }
        return Optional.of(judged(draft, labels, ids, answers));
    }

    private Path sheet() {
        return run.path().resolve(FILE);
    }

    private Path plan() {
        return run.path().resolve("human-baseline.json");
    }

    private void draw(Labels labels) {
        int[] validation = kitchen.dataset().split().validation();
        int[] order = RandomStream.of(kitchen.seed(), "human baseline").permutation(validation.length);
        int[] ids =
                Arrays.stream(order).limit(QUESTIONS).map(i -> validation[i]).toArray();
        AnswerSheet.write(
                sheet(), header(), Arrays.stream(ids).mapToObj(this::question).toList());
        ObjectNode json = JSON.createObjectNode();
        ArrayNode drawn = json.putArray("ids");
        Arrays.stream(ids).forEach(drawn::add);
        ArrayNode classes = json.putArray("classes");
        labels.classes().forEach(classes::add);
        AtomicFile.write(plan(), json.toPrettyString());
    }

    /** What a person has to go by, beside the pictures on the page. */
    private List<String> header() {
        return kitchen.dataset().inputs() instanceof Texts
                ? List.of("text")
                : columns().stream().map(Column::name).toList();
    }

    private List<String> question(int id) {
        return kitchen.dataset().inputs() instanceof Texts texts
                ? List.of(Excerpt.around(texts.get(id).content(), 0, LETTERS))
                : columns().stream().map(column -> column.text(id)).toList();
    }

    private List<Column> columns() {
        return kitchen.dataset().inputs() instanceof Table table
                ? table.columns().subList(0, Math.min(COLUMNS, table.columns().size()))
                : List.of();
    }

    private int[] ids() {
        try {
            JsonNode ids = JSON.readTree(Files.readAllBytes(plan())).path("ids");
            int[] all = IntStream.range(0, ids.size())
                    .map(i -> ids.get(i).intValue())
                    .toArray();
            if (Arrays.stream(all)
                    .anyMatch(id -> id < 0 || id >= kitchen.dataset().size())) {
                throw new BadAnswers(plan(), "ids beyond the data", "the file as it was written");
            }
            return all;
        } catch (JacksonException e) {
            throw new BadAnswers(plan(), e.getOriginalMessage(), "the file as it was written");
        } catch (IOException e) {
            throw FileProblem.reading(plan(), e);
        }
    }

    /** By question, the class that was answered: by its name, or by its number where no class is called so. */
    private Map<Integer, Integer> answers(Labels labels, int questions) {
        Map<Integer, Integer> answers = new TreeMap<>();
        AnswerSheet.answers(sheet()).forEach((number, word) -> {
            int answered = answered(labels.classes(), word);
            if (answered < 0 || number < 1 || number > questions) {
                throw new BadAnswers(
                        sheet(),
                        "'%s' for number %d".formatted(word, number),
                        "a class: " + some(labels.classes()) + "; or its number from 0; or nothing");
            }
            answers.put(number - 1, answered);
        });
        return answers;
    }

    /** The class of this very name, else of this name in whatever case, else of this number; −1 where there is none. */
    private static int answered(List<String> classes, String word) {
        int exact = classes.indexOf(word);
        return exact >= 0
                ? exact
                : IntStream.range(0, classes.size())
                        .filter(k -> classes.get(k).equalsIgnoreCase(word))
                        .findFirst()
                        .orElseGet(() -> numbered(classes, word));
    }

    private static int numbered(List<String> classes, String word) {
        int number = word.matches("\\d{1,4}") ? Integer.parseInt(word) : -1;
        return number < classes.size() ? number : -1;
    }

    private static String some(List<String> classes) {
        return String.join(", ", classes.subList(0, Math.min(12, classes.size()))) + (classes.size() > 12 ? " …" : "");
    }

    private Finding judged(Finding.Draft draft, Labels labels, int[] ids, Map<Integer, Integer> answers) {
        int[] asked =
                answers.keySet().stream().mapToInt(question -> ids[question]).toArray();
        int[] said = answers.values().stream().mapToInt(k -> k).toArray();
        boolean[] right = new boolean[asked.length];
        for (int i = 0; i < asked.length; i++) {
            right[i] = said[i] == labels.values()[asked[i]];
        }
        Interval person = Interval.proportion(count(right), right.length).times(100);
        String measured = "%.1f %% of %,d validation examples right (95 %% interval %.1f to %.1f)"
                .formatted(person.value(), right.length, person.low(), person.high());
        mistakes(labels, asked, said, right).ifPresent(draft::evidence);
        if (!Files.exists(run.model().resolve("model.json"))) {
            return draft.measured("%s; there is no model yet", measured).okIf(true);
        }
        return model(asked).map(model -> beside(draft, measured, right, model)).orElseGet(() -> draft.measured(
                        "%s; the model was trained on these examples as well, so that it can't be put beside", measured)
                .okIf(true));
    }

    /** The person and the model, on the same examples. */
    private static Finding beside(Finding.Draft draft, String measured, boolean[] right, boolean[] model) {
        int gained = 0;
        int lost = 0;
        for (int i = 0; i < right.length; i++) {
            gained += model[i] && !right[i] ? 1 : 0;
            lost += right[i] && !model[i] ? 1 : 0;
        }
        double p = McNemar.probability(gained, lost);
        Interval difference = McNemar.difference(gained, lost, right.length).times(100);
        boolean behind = lost > gained && p < 0.05;
        return draft.measured(
                        "%s; the model on the same %.1f %%, %+.1f points (%+.1f to %+.1f, p %.3f)",
                        measured,
                        100.0 * count(model) / model.length,
                        difference.value(),
                        difference.low(),
                        difference.high(),
                        p)
                .cause(behind ? "a person still does better: the inputs hold more than the model has found" : "")
                .fix(behind ? "look at what only the person got right; more data, augmentation, a larger --budget" : "")
                .warnIf(behind);
    }

    /** Which of these the model has right; empty where it was trained on the validation split as well, and with it on them. */
    private Optional<boolean[]> model(int[] asked) {
        try (Predictor predictor = Predictor.open(run.path())) {
            if (predictor.model().sawValidation(kitchen.dataset().split())) {
                return Optional.empty();
            }
            double[] merits = predictor.evaluate(kitchen.feed(), asked).merits();
            boolean[] right = new boolean[merits.length];
            for (int i = 0; i < right.length; i++) {
                right[i] = merits[i] > 0.5;
            }
            return Optional.of(right);
        }
    }

    private static int count(boolean[] right) {
        int count = 0;
        for (boolean each : right) {
            count += each ? 1 : 0;
        }
        return count;
    }

    private Optional<Evidence> sheets(Labels labels, int[] ids) {
        if (!(kitchen.dataset().inputs() instanceof Images images)) {
            return Optional.empty();
        }
        List<Evidence.Picture> pictures = new ArrayList<>();
        for (int from = 0; from < ids.length; from += PER_SHEET) {
            int[] some = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + PER_SHEET));
            Path file = run.pictures().resolve("human-" + from / PER_SHEET + ".png");
            AtomicFile.write(
                    file, Mosaic.of(images).enlarged(SIDE).inColumns(ACROSS).png(some));
            pictures.add(new Evidence.Picture(
                    run.nameOf(file), "%d to %d, %d in a row".formatted(from + 1, from + some.length, ACROSS)));
        }
        return Optional.of(new Evidence.Pictures(
                "What is it",
                "Validation examples as the net sees them, by their number in %s. Write into its last column one of: %s."
                        .formatted(FILE, String.join(", ", labels.classes())),
                pictures,
                2));
    }

    private Optional<Evidence> mistakes(Labels labels, int[] asked, int[] said, boolean[] right) {
        int[] wrong = IntStream.range(0, right.length)
                .filter(i -> !right[i])
                .limit(SHOWN)
                .toArray();
        if (wrong.length == 0 || !(kitchen.dataset().inputs() instanceof Images images)) {
            return Optional.empty();
        }
        List<Evidence.Picture> pictures = new ArrayList<>();
        for (int i : wrong) {
            Path file = run.pictures().resolve("human-wrong-" + pictures.size() + ".png");
            AtomicFile.write(file, Mosaic.of(images).enlarged(SIDE).png(asked[i]));
            pictures.add(new Evidence.Picture(
                    run.nameOf(file),
                    "label %s, answered %s"
                            .formatted(labels.text(asked[i]), labels.classes().get(said[i]))));
        }
        return Optional.of(new Evidence.Pictures(
                "Where the person and the label differ",
                "A wrong label, a picture too small, or a mistake? Sort your own errors: they say what the net is up against.",
                pictures,
                8));
    }
}
