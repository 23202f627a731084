package io.souschef.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.data.Dataset;
import io.souschef.experiment.Budget;
import io.souschef.experiment.RunDirectory;
import io.souschef.experiment.SetAside;
import io.souschef.files.AtomicFile;
import io.souschef.files.FileProblem;
import io.souschef.recipe.Version;
import io.souschef.tensor.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code recipe.yaml}: what a run was asked for, with all that was left to a default. It is what makes a folder the folder of one
 * run: the same command finds the same lines there and goes on, any other is refused.
 *
 * @param lines value by name, both as they stand in the file; values are written as JSON, which YAML reads as it is
 */
record RecipeFile(Map<String, String> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAD =
            "# What this run was asked for, defaults included. Another run needs another folder.\n";

    /** What differs where nothing was ordered otherwise, and only the data have changed. */
    private static final Set<String> DATA = Set.of("fingerprint", "split");

    /** Where the data lay doesn't make another run, as long as its bytes are the same. */
    private static final String PATH = "path";

    /** What was meant before a run could be asked for it, and its line was written. */
    private static final Map<String, String> BEFORE = Map.of("features", "\"none\"");

    RecipeFile {
        lines = new LinkedHashMap<>(lines);
    }

    static RecipeFile of(RunRequest request, Place place, Dataset dataset) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("souschef", Version.TEXT);
        values.put("data", dataset.name());
        values.put(PATH, dataset.source().path());
        values.put("fingerprint", "sha256 " + dataset.source().sha256());
        values.put("target", dataset.targets().name());
        Map<String, String> types = new TreeMap<>();
        request.columns()
                .forEach((column, kind) -> types.put(column, kind.name().toLowerCase(Locale.ROOT)));
        values.put("types", types);
        values.put(
                "image-size",
                request.imageSize().isPresent() ? request.imageSize().getAsInt() : "as read");
        values.put(
                "features",
                request.pretrained().map(net -> "sha256 " + net.sha256()).orElse("none"));
        Map<String, Integer> split = new LinkedHashMap<>();
        split.put("train", dataset.split().train().length);
        split.put("validation", dataset.split().validation().length);
        split.put("test", dataset.split().test().length);
        values.put("split", split);
        values.put("seed", request.seed());
        values.put("budget", request.budget().map(Budget::text).orElse("none"));
        values.put("device", place.toString());
        Map<String, String> lines = new LinkedHashMap<>();
        values.forEach((name, value) -> lines.put(name, json(value)));
        return new RecipeFile(lines);
    }

    /** Writes it, whole or not at all. */
    void write(RunDirectory run) {
        StringBuilder text = new StringBuilder(HEAD);
        lines.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        AtomicFile.write(run.recipe(), text.toString());
    }

    /**
     * Whether the run in this folder is this one, and has begun.
     *
     * @throws OtherRun where the folder holds another run, or something else
     */
    boolean continues(RunDirectory run) {
        if (!Files.exists(run.recipe())) {
            if (isUsed(run.path())) {
                throw OtherRun.noRun(run.path());
            }
            return false;
        }
        Map<String, String> differences = differences(run);
        if (!differences.isEmpty()) {
            throw OtherRun.differs(run.path(), List.copyOf(differences.values()));
        }
        return true;
    }

    /** Whether the same was ordered there of the same place, what lies there has changed since, and nothing but looking was done. */
    boolean looksAgain(RunDirectory run) {
        if (!Files.exists(run.recipe())) {
            return false;
        }
        Set<String> names = differences(run).keySet();
        return names.contains("fingerprint")
                && DATA.containsAll(names)
                && read(run.recipe()).lines.getOrDefault(PATH, "").equals(lines.get(PATH))
                && SetAside.isPossible(run);
    }

    /** In words, by name. */
    private Map<String, String> differences(RunDirectory run) {
        RecipeFile there = read(run.recipe());
        Map<String, String> differences = new LinkedHashMap<>();
        lines.forEach((name, here) -> {
            String other = there.lines.getOrDefault(name, BEFORE.getOrDefault(name, "nothing"));
            if (!other.equals(here) && !name.equals(PATH)) {
                differences.put(name, name + " " + other + " in that folder, " + here + " now");
            }
        });
        return differences;
    }

    private static RecipeFile read(Path file) {
        Map<String, String> lines = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int colon = line.indexOf(": ");
                if (!line.startsWith("#") && colon > 0) {
                    lines.put(
                            line.substring(0, colon), line.substring(colon + 2).strip());
                }
            }
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
        return new RecipeFile(lines);
    }

    private static boolean isUsed(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false; // what is wrong with it, writing will say
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> !String.valueOf(file.getFileName()).startsWith("."));
        } catch (IOException e) {
            throw FileProblem.reading(folder, e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }
}
