package io.souschef.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.experiment.EventFile;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.RunDirectory;
import io.souschef.files.AtomicFile;
import io.souschef.train.Curve;
import io.souschef.train.Loop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every step of a finished training, in {@code metrics/}: as JSON lines, an object per step, and as events for TensorBoard in a folder whose
 * name says which training it is.
 */
final class Metrics {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Metrics() {}

    /**
     * Writes both.
     *
     * @param id of the training, the name of the first
     * @return the first
     */
    static Path write(RunDirectory run, Experiment experiment, String id, Loop.Trained trained, Instant now) {
        String metric = trained.best().task().metric();
        Map<Long, Curve.Point> points = new HashMap<>();
        trained.curve().points().forEach(point -> points.put(point.step(), point));
        double[] losses = trained.curve().losses();
        double[] rates = trained.curve().rates();
        Path lines = run.metrics().resolve(id + ".jsonl");
        AtomicFile.write(lines, out -> {
            for (int i = 0; i < losses.length; i++) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("step", i + 1);
                line.put("fraction", (i + 1.0) / losses.length);
                line.put("loss", losses[i]);
                if (Double.isFinite(rates[i])) {
                    line.put("rate", rates[i]); // an optimiser of the program's own has none
                }
                Curve.Point point = points.get(i + 1L);
                if (point != null) {
                    line.put("epoch", point.epoch());
                    line.put("validation loss", point.loss());
                    line.put("validation " + metric, point.metric());
                }
                out.write((json(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        Path folder =
                run.metrics().resolve("tensorboard").resolve(experiment.stage()).resolve(name(experiment, id));
        AtomicFile.write(folder.resolve(EventFile.NAME), out -> {
            EventFile events = new EventFile(out, now.toEpochMilli() / 1000.0);
            for (int i = 0; i < losses.length; i++) {
                Map<String, Double> scalars = new LinkedHashMap<>();
                scalars.put("loss/train", losses[i]);
                if (Double.isFinite(rates[i])) {
                    scalars.put("rate", rates[i]);
                }
                Curve.Point point = points.get(i + 1L);
                if (point != null) {
                    scalars.put("loss/validation", point.loss());
                    scalars.put(metric + "/validation", point.metric());
                }
                events.scalars(i + 1L, scalars);
            }
        });
        return lines;
    }

    /** As it is called, as far as a file can be; no two are the same. */
    private static String name(Experiment experiment, String id) {
        return experiment.name().replaceAll("[^\\p{L}\\p{N}.]+", "-") + "-" + id;
    }

    private static String json(Map<String, Object> line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("numbers can be written as JSON", e);
        }
    }
}
