package io.souschef.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.souschef.data.source.CannotWrite;
import io.souschef.data.source.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which example is trained on, which one is validated on, and which one is kept for the end.
 *
 * @param train ids, ascending
 * @param validation ids, ascending
 * @param test ids, ascending
 * @param origin where the split comes from, in one sentence
 */
@SuppressWarnings("ArrayRecordComponent") // equals is written out below
public record Split(int[] train, int[] validation, int[] test, String origin) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Split {
        train = sorted(train);
        validation = sorted(validation);
        test = sorted(test);
    }

    /** What is not trained on: validation, then test. */
    public int[] heldOut() {
        return IntStream.concat(IntStream.of(validation), IntStream.of(test)).toArray();
    }

    /** "train 1,257, validation 270, test 270". */
    public String describe() {
        return "train %,d, validation %,d, test %,d".formatted(train.length, validation.length, test.length);
    }

    /**
     * Writes this split as one JSON object; whoever reads meanwhile sees the old file or the new one, whole.
     *
     * @throws CannotWrite where the folder can't be written to
     */
    public void write(Path file) {
        ObjectNode json = JSON.createObjectNode().put("origin", origin);
        put(json, "train", train);
        put(json, "validation", validation);
        put(json, "test", test);
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path fresh = Files.createTempFile(folder, ".split", ".json");
            try {
                Files.write(fresh, JSON.writeValueAsBytes(json));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new CannotWrite(file, e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws BadSplit where it is something else
     */
    public static Split read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            if (!json.path("origin").isTextual()) {
                throw new BadSplit(file, "no \"origin\"");
            }
            return new Split(
                    ids(file, json, "train"),
                    ids(file, json, "validation"),
                    ids(file, json, "test"),
                    json.get("origin").textValue());
        } catch (JacksonException e) {
            throw new BadSplit(file, e.getOriginalMessage());
        } catch (IOException e) {
            throw new NotFound(file.toString());
        }
    }

    /** @throws IllegalArgumentException where an id is in two places or beyond {@code size} */
    void checkWithin(int size) {
        boolean[] seen = new boolean[size];
        for (int[] part : new int[][] {train, validation, test}) {
            for (int id : part) {
                if (id < 0 || id >= size || seen[id]) {
                    throw new IllegalArgumentException(
                            id >= 0 && id < size
                                    ? "example %d is in two places of the split".formatted(id)
                                    : "example %d of %d in the split".formatted(id, size));
                }
                seen[id] = true;
            }
        }
    }

    private static int[] sorted(int[] ids) {
        int[] copy = ids.clone();
        Arrays.sort(copy);
        return copy;
    }

    private static void put(ObjectNode json, String name, int[] ids) {
        var array = json.putArray(name);
        for (int id : ids) {
            array.add(id);
        }
    }

    private static int[] ids(Path file, JsonNode json, String name) {
        JsonNode array = json.path(name);
        if (!array.isArray()) {
            throw new BadSplit(file, "no list \"" + name + "\"");
        }
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            if (!array.get(i).isInt()) {
                throw new BadSplit(file, "\"" + name + "\" holds " + array.get(i));
            }
            ids[i] = array.get(i).intValue();
        }
        return ids;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Split split
                && Arrays.equals(train, split.train)
                && Arrays.equals(validation, split.validation)
                && Arrays.equals(test, split.test)
                && origin.equals(split.origin);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(train) + 17 * Arrays.hashCode(validation) + Arrays.hashCode(test);
    }
}
