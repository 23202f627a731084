package io.souschef.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
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
 * The model that a run leaves, in {@code model/}: one safetensors file per net of the ensemble, {@code preparation.json} with
 * what is done to an example first, and {@code model.json}, which names the nets.
 */
public final class Model {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Model() {}

    /** Writes the model; {@code model.json} last, so that a folder with it is whole. */
    public static void write(Kitchen kitchen, List<Trial> voters) {
        Path folder = kitchen.notebook().run().model();
        try {
            Files.createDirectories(folder);
            List<Map<String, Object>> nets = new ArrayList<>();
            for (Trial voter : voters) {
                String file = "net-" + voter.seed() + ".safetensors";
                AtomicFile.write(folder.resolve(file), Files.readAllBytes(voter.weights()));
                Map<String, Object> net = new LinkedHashMap<>();
                net.put("file", file);
                net.put("seed", voter.seed());
                net.put("settings", Chosen.numbers(voter.settings()));
                nets.add(net);
            }
            kitchen.feed().preparation().write(folder.resolve("preparation.json"));
            Map<String, Object> model = new LinkedHashMap<>();
            model.put("souschef", Version.TEXT);
            model.put("data", kitchen.dataset().name());
            model.put("fingerprint", kitchen.dataset().source().version());
            model.put("task", kitchen.task().getClass().getSimpleName());
            model.put("outputs", kitchen.task().outputs());
            model.put("nets", nets);
            AtomicFile.write(folder.resolve("model.json"), JSON.writeValueAsString(model));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("could not copy the weights into " + folder, e);
        }
    }
}
