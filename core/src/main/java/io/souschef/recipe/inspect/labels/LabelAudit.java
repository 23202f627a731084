package io.souschef.recipe.inspect.labels;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.souschef.data.answers.BadAnswers;
import io.souschef.data.noise.Audit;
import io.souschef.data.noise.AuditSheet;
import io.souschef.data.noise.ConfidentLearning;
import io.souschef.data.noise.OutOfSample;
import io.souschef.data.summary.Mosaic;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.RunDirectory;
import io.souschef.files.AtomicFile;
import io.souschef.files.FileProblem;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.statistics.Interval;
import io.souschef.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How many labels are wrong, from a person who judges some of them. What is to be judged is drawn once and left as a sheet in the run
 * directory, in random order; what has been filled in there counts the next time. What each label stands for is in a file beside it.
 *
 * @see Audit
 */
public record LabelAudit(RunDirectory run) {
    static final String FILE = "labels-to-audit.csv";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Labels on the sheet, all where there are fewer, and how many of them, of each stratum, have to be judged before anything is said. */
    private static final int LOOKS = 200, LEAST = 50, LEAST_OF_STRATUM = 5;

    private static final int PER_SHEET = 20, ACROSS = 10, SIDE = 56;

    /** A share of wrong labels above it is worth correcting before anything is trained. */
    private static final double TOLERABLE = 0.01;

    /** Draws the sheet, where there is none yet, and shows what is on it; empty where nothing is to be judged. */
    public Optional<Evidence> prepare(Inspection seen) {
        if (seen.opinions().isEmpty() || seen.opinions().get().ids().length < LEAST) {
            return Optional.empty();
        }
        if (!Files.exists(plan()) || !Files.exists(run.audit())) {
            draw(seen, seen.opinions().get());
        }
        return seen.images().map(images -> sheets(seen, ids(read())));
    }

    private Path plan() {
        return run.path().resolve("labels-to-audit.json");
    }

    private void draw(Inspection seen, OutOfSample said) {
        ConfidentLearning learning = new ConfidentLearning(said.labels(), said.probabilities());
        double suspected = (double) learning.suspects().length / said.ids().length;
        Audit audit = Audit.plan(learning.ranking(), suspected, Math.min(LOOKS, said.ids().length), seen.seed());
        ObjectNode json = JSON.createObjectNode();
        ArrayNode strata = json.putArray("strata");
        List<Integer> drawn = new ArrayList<>();
        for (Audit.Stratum stratum : audit.strata()) {
            ObjectNode node = strata.addObject().put("size", stratum.size());
            ArrayNode ids = node.putArray("ids");
            for (int place : stratum.places()) {
                ids.add(said.ids()[place]);
                drawn.add(said.ids()[place]);
            }
        }
        int[] order = RandomStream.of(seen.seed(), "audit sheet").permutation(drawn.size());
        String[] parts = seen.parts();
        AuditSheet.write(
                run.audit(),
                Arrays.stream(order)
                        .map(drawn::get)
                        .mapToObj(id -> new AuditSheet.Row(id, seen.nameOf(id), parts[id], seen.targetOf(id)))
                        .toList());
        ArrayNode shown = json.putArray("order");
        Arrays.stream(order).map(drawn::get).forEach(shown::add);
        AtomicFile.write(plan(), json.toPrettyString());
    }

    private JsonNode read() {
        try {
            return JSON.readTree(Files.readAllBytes(plan()));
        } catch (JacksonException e) {
            throw new BadAnswers(plan(), e.getOriginalMessage());
        } catch (IOException e) {
            throw FileProblem.reading(plan(), e);
        }
    }

    private static int[] ids(JsonNode plan) {
        return IntStream.range(0, plan.path("order").size())
                .map(i -> plan.path("order").get(i).intValue())
                .toArray();
    }

    private Evidence sheets(Inspection seen, int[] ids) {
        List<Evidence.Picture> pictures = IntStream.range(0, (ids.length + PER_SHEET - 1) / PER_SHEET)
                .parallel() // to wait for the disk at the same time
                .mapToObj(s -> {
                    int from = s * PER_SHEET;
                    int[] some = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + PER_SHEET));
                    StringBuilder caption = new StringBuilder();
                    for (int i = 0; i < some.length; i++) {
                        caption.append(i == 0 ? "" : i % ACROSS == 0 ? "\n" : ", ")
                                .append(from + i + 1)
                                .append(": ")
                                .append(seen.targetOf(some[i]));
                    }
                    byte[] png = Mosaic.of(seen.images().orElseThrow())
                            .enlarged(SIDE)
                            .inColumns(ACROSS)
                            .png(some);
                    return seen.prints().print("audit-" + s, png, caption.toString());
                })
                .toList();
        return new Evidence.Pictures(
                "Labels to judge",
                "The labels of %s by their number there: which ones are wrong? Fill in its last column with yes or no, then give the same command again."
                        .formatted(FILE),
                pictures,
                2);
    }

    /** The share of wrong labels by what has been judged; empty as long as nothing has. */
    public Optional<Finding> rate() {
        if (!Files.exists(plan()) || !Files.exists(run.audit())) {
            return Optional.empty();
        }
        Map<Integer, Boolean> answers = AuditSheet.answers(run.audit());
        return answers.isEmpty() ? Optional.empty() : Optional.of(finding(answers));
    }

    private Finding finding(Map<Integer, Boolean> answers) {
        List<Audit.Stratum> strata = new ArrayList<>();
        int drawn = 0;
        for (JsonNode node : read().path("strata")) {
            int[] judged = IntStream.range(0, node.path("ids").size())
                    .map(i -> node.path("ids").get(i).intValue())
                    .filter(answers::containsKey)
                    .toArray();
            drawn += node.path("ids").size();
            strata.add(new Audit.Stratum(node.path("size").intValue(), judged));
        }
        int judged = strata.stream().mapToInt(s -> s.places().length).sum();
        Finding.Draft draft = Finding.of("how noisy are the labels", "label-noise-rate")
                .expected("at most %.0f %% of the labels wrong", 100 * TOLERABLE);
        if (judged < LEAST || strata.stream().anyMatch(s -> s.places().length < Math.min(LEAST_OF_STRATUM, s.size()))) {
            return draft.fix("judge more of %s, from the top", FILE)
                    .skip("%,d of %,d labels judged; %d or more tell something", judged, drawn, LEAST);
        }
        long wrong = strata.stream()
                .flatMapToInt(s -> Arrays.stream(s.places()))
                .filter(id -> answers.getOrDefault(id, false))
                .count();
        Interval share = Audit.of(strata).share(id -> answers.getOrDefault(id, false));
        boolean noisy = share.low() > TOLERABLE;
        return draft.measured(
                        "%s of the labels are wrong (95 %% interval %s to %s), by %,d that were judged, %,d of them wrong",
                        Phrases.percent(share.value()),
                        Phrases.percent(share.low()),
                        Phrases.percent(share.high()),
                        judged,
                        wrong)
                .fix(
                        "%s",
                        noisy
                                ? "correct the labels most contradicted first; on labels like these no score above %s can be told from a lower one"
                                        .formatted(Phrases.percent(1 - share.low()))
                                : "")
                .warnIf(noisy);
    }
}
