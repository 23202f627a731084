package io.souschef.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.souschef.data.source.NotFound;
import io.souschef.files.AtomicFile;
import io.souschef.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is done to an example before the net sees it, and to an output before a person does. Fitted on the training split
 * alone, and kept beside the model: prediction prepares as training did.
 *
 * @param pictures size and normalisation of images; empty for others
 * @param table the encoding of a row; empty for others
 * @param text the encoding of a text; empty for others
 * @param classes names of the classes; empty for a number
 * @param targetMean of the training targets, where a number is predicted
 * @param targetStd their standard deviation
 */
public record Preparation(
        Optional<Pictures> pictures,
        Optional<TableEncoding> table,
        Optional<TextEncoding> text,
        List<String> classes,
        String target,
        double targetMean,
        double targetStd) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Size of the images, and the training split's mean and deviation per channel, in 0 … 255. */
    public record Pictures(int channels, int height, int width, List<Double> mean, List<Double> std) {
        public Pictures {
            mean = List.copyOf(mean);
            std = List.copyOf(std);
        }
    }

    public Preparation {
        classes = List.copyOf(classes);
    }

    /** Fits everything on the training split of {@code dataset}. */
    public static Preparation fit(Dataset dataset) {
        int[] train = dataset.split().train();
        Optional<Pictures> pictures =
                dataset.inputs() instanceof Images images ? Optional.of(pictures(images, train)) : Optional.empty();
        Optional<TableEncoding> table =
                dataset.inputs() instanceof Table rows ? Optional.of(TableEncoding.fit(rows, train)) : Optional.empty();
        Optional<TextEncoding> text = dataset.inputs() instanceof Texts texts
                ? Optional.of(TextEncoding.fit(texts, train))
                : Optional.empty();
        if (dataset.targets() instanceof Labels labels) {
            return new Preparation(pictures, table, text, labels.classes(), labels.name(), 0, 1);
        }
        Numbers numbers = (Numbers) dataset.targets();
        double mean = Arrays.stream(train)
                .mapToDouble(id -> numbers.values()[id])
                .average()
                .orElse(0);
        double variance = Arrays.stream(train)
                .mapToDouble(id -> Math.pow(numbers.values()[id] - mean, 2))
                .average()
                .orElse(1);
        return new Preparation(
                pictures, table, text, List.of(), numbers.name(), mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    private static Pictures pictures(Images images, int[] train) {
        int area = images.height() * images.width();
        List<Double> mean = new ArrayList<>();
        List<Double> std = new ArrayList<>();
        for (int c = 0; c < images.channels(); c++) {
            long sum = 0;
            long squares = 0;
            for (int id : train) {
                byte[] pixels = images.pixels(id);
                for (int p = c * area; p < (c + 1) * area; p++) {
                    int value = pixels[p] & 0xff;
                    sum += value;
                    squares += (long) value * value;
                }
            }
            double n = (double) area * Math.max(1, train.length);
            double m = sum / n;
            mean.add(m);
            std.add(Math.max(1, Math.sqrt(Math.max(0, squares / n - m * m))));
        }
        return new Pictures(images.channels(), images.height(), images.width(), mean, std);
    }

    /** Pixels float32 [N, C, H, W] in 0 … 255 → the same with mean 0 and deviation 1 per channel over the training split. */
    public Tensor normalised(Tensor pixels) {
        Pictures p = pictures.orElseThrow();
        return pixels.sub(channels(p.mean())).div(channels(p.std()));
    }

    /** The way back: what the net sees → pixels in 0 … 255. */
    public Tensor decoded(Tensor normalised) {
        Pictures p = pictures.orElseThrow();
        return normalised.mul(channels(p.std())).add(channels(p.mean()));
    }

    private static Tensor channels(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int c = 0; c < floats.length; c++) {
            floats[c] = values.get(c).floatValue();
        }
        return Tensor.of(floats, 1, floats.length, 1, 1);
    }

    /** Number of features of an encoded row or text. */
    public int width() {
        return table.map(TableEncoding::width)
                .or(() -> text.map(TextEncoding::width))
                .orElseThrow();
    }

    public double standardised(double target) {
        return (target - targetMean) / targetStd;
    }

    /** Whether classes are predicted, not a number. */
    public boolean classifies() {
        return !classes.isEmpty();
    }

    /** Writes everything as one JSON object, whole or not at all. */
    public void write(Path file) {
        ObjectNode json = JSON.createObjectNode();
        pictures.ifPresent(p -> {
            ObjectNode node = json.putObject("pictures");
            node.put("channels", p.channels()).put("height", p.height()).put("width", p.width());
            p.mean().forEach(node.putArray("mean")::add);
            p.std().forEach(node.putArray("std")::add);
        });
        table.ifPresent(encoding -> json.put("table", encoding.toJson()));
        text.ifPresent(encoding -> {
            ObjectNode node = json.putObject("text");
            encoding.column().ifPresent(column -> node.put("column", column));
            encoding.words().forEach(node.putArray("words")::add);
            encoding.weights().forEach(node.putArray("weights")::add);
        });
        classes.forEach(json.putArray("classes")::add);
        json.put("target", target).put("targetMean", targetMean).put("targetStd", targetStd);
        AtomicFile.write(file, json.toPrettyString());
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws BadPreparation where it is something else
     */
    public static Preparation read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            JsonNode p = json.path("pictures");
            Optional<Pictures> pictures = p.isObject()
                    ? Optional.of(new Pictures(
                            p.path("channels").intValue(),
                            p.path("height").intValue(),
                            p.path("width").intValue(),
                            doubles(p.path("mean")),
                            doubles(p.path("std"))))
                    : Optional.empty();
            Optional<TableEncoding> table = json.path("table").isTextual()
                    ? Optional.of(TableEncoding.fromJson(json.path("table").textValue()))
                    : Optional.empty();
            Optional<TextEncoding> text = json.path("text").isObject()
                    ? Optional.of(new TextEncoding(
                            Optional.ofNullable(json.path("text").path("column").textValue()),
                            words(json.path("text").path("words")),
                            doubles(json.path("text").path("weights"))))
                    : Optional.empty();
            if (pictures.isEmpty() && table.isEmpty() && text.isEmpty()) {
                throw new BadPreparation(file, "neither \"pictures\" nor \"table\" nor \"text\"");
            }
            return new Preparation(
                    pictures,
                    table,
                    text,
                    words(json.path("classes")),
                    json.path("target").asText(),
                    json.path("targetMean").asDouble(),
                    json.path("targetStd").asDouble(1));
        } catch (JacksonException e) {
            throw new BadPreparation(file, e.getOriginalMessage());
        } catch (IOException e) {
            throw new NotFound(file.toString());
        }
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static List<Double> doubles(JsonNode array) {
        List<Double> values = new ArrayList<>();
        ((array instanceof ArrayNode) ? array : JSON.createArrayNode()).forEach(v -> values.add(v.asDouble()));
        return values;
    }
}
