package io.souschef.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.souschef.data.Split;
import io.souschef.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model that a run leaves, in {@code model/}: one safetensors file per net of the ensemble, the same as TorchScript, {@code preparation.json} with
 * what is done to an example first, {@code model.json}, which is this record, and a card for people, {@code README.md}.
 *
 * @param souschef the version that trained it
 * @param data the name of the data set
 * @param fingerprint of the data set, eight hex digits
 * @param views under which an example is shown to every net
 * @param nets that vote, each with the same weight
 * @see Predictor
 */
public record Model(String souschef, String data, String fingerprint, Views views, List<Net> nets) {
    static final String FILE = "model.json";
    static final String PREPARATION = "preparation.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** One net: its weights' file beside {@code model.json}, and how it was trained. */
    public record Net(String file, long seed, Settings settings) {}

    public Model {
        nets = List.copyOf(nets);
    }

    /** The model that these trials make. */
    static Model of(Kitchen kitchen, List<Trial> voters, Views views) {
        List<Net> nets = new ArrayList<>();
        for (Trial voter : voters) {
            String file = "net-" + (nets.size() + 1) + ".safetensors";
            nets.add(new Net(file, voter.seed(), voter.settings()));
        }
        return new Model(
                Version.TEXT,
                kitchen.dataset().name(),
                kitchen.dataset().source().version(),
                views,
                nets);
    }

    /** Writes the model into the run; {@code model.json} last, so that a folder with it is whole. */
    public static Model write(Kitchen kitchen, List<Trial> voters, Views views) {
        Path folder = kitchen.notebook().run().model();
        Model model = of(kitchen, voters, views);
        for (int i = 0; i < voters.size(); i++) {
            AtomicFile.write(
                    folder.resolve(model.nets().get(i).file()),
                    bytes(voters.get(i).weights()));
        }
        try (Predictor predictor = Predictor.of(kitchen, voters, views)) {
            for (int i = 0; i < voters.size(); i++) {
                predictor.script(i, folder.resolve("net-" + (i + 1) + ".pt"));
            }
        }
        kitchen.feed().preparation().write(folder.resolve(PREPARATION));
        AtomicFile.write(folder.resolve(FILE), model.json());
        return model;
    }

    /** For people: {@code ensemble of 3, convnet 32x2}. */
    public String name() {
        String plan = nets.get(0).settings().net().describe();
        return nets.size() == 1 ? plan : "ensemble of " + nets.size() + ", " + plan;
    }

    /** Whether a net of it was trained on more than the training split of these data: on the validation split as well. */
    public boolean sawValidation(Split split) {
        return nets.stream().anyMatch(net -> net.settings().examples() > split.train().length);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the weights in " + file, e);
        }
    }

    private String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("souschef", souschef);
        json.put("data", data);
        json.put("fingerprint", fingerprint);
        Map<String, Object> shown =
                new LinkedHashMap<>(); // in a fixed order: that of Map.of differs from process to process
        shown.put("flip", views.flip());
        shown.put("shift", views.shift());
        json.put("views", shown);
        json.put("nets", nets.stream().map(Model::json).toList());
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("numbers and words can be written as JSON", e);
        }
    }

    private static Map<String, Object> json(Net net) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", net.file());
        json.put("seed", net.seed());
        json.put("settings", Chosen.numbers(net.settings()));
        return json;
    }

    /** @throws NoModel when there is none in {@code folder}, or none that this version understands */
    static Model read(Path folder) {
        Path run = folder.endsWith("model") && folder.getParent() != null ? folder.getParent() : folder;
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new NoModel(run, "no " + file);
        }
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            List<Net> nets = new ArrayList<>();
            for (JsonNode net : json.path("nets")) {
                Map<String, Object> settings = JSON.convertValue(net.path("settings"), new TypeReference<>() {});
                nets.add(new Net(net.path("file").asText(), net.path("seed").asLong(), Chosen.settings(settings)));
            }
            if (nets.isEmpty()) {
                throw new NoModel(run, file + " names no net");
            }
            JsonNode views = json.path("views");
            return new Model(
                    json.path("souschef").asText(),
                    json.path("data").asText(),
                    json.path("fingerprint").asText(),
                    new Views(
                            views.path("flip").asBoolean(), views.path("shift").asInt()),
                    nets);
        } catch (IOException | IllegalArgumentException | NullPointerException | ClassCastException e) {
            throw new NoModel(run, "a " + FILE + " that can't be understood: " + e.getMessage());
        }
    }
}
