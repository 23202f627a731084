package io.souschef.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One file from which an interrupted training goes on to the same bits: weights, the optimiser's memory, random draws, the
 * position, the best weights so far and the curve. Written whole or not at all, every so many seconds.
 */
public final class Checkpoint {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String DYNAMICS = "dynamics", RATES = "curve.rates";

    private final Path file;
    private final double everySeconds;
    private final Optional<TrainingDynamics> dynamics;
    private long written = System.nanoTime();

    public Checkpoint(Path file, double everySeconds) {
        this(file, everySeconds, Optional.empty());
    }

    /** @param dynamics what the training remembers of its examples, kept with all else */
    public Checkpoint(Path file, double everySeconds, Optional<TrainingDynamics> dynamics) {
        this.file = file;
        this.everySeconds = everySeconds;
        this.dynamics = dynamics;
    }

    boolean due() {
        return System.nanoTime() - written >= everySeconds * 1e9;
    }

    void write(TrainingProgram program, Position position, Horizon horizon, BestWeights best, Curve curve) {
        try (Scope scope = Scope.open("checkpoint")) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            program.net().state().forEach((name, tensor) -> tensors.put("net." + name, tensor));
            program.optimizer().ifPresent(o -> o.state().forEach((name, t) -> tensors.put("optimizer." + name, t)));
            double[] losses = curve.losses();
            tensors.put("curve.losses", Tensor.of(losses, losses.length));
            tensors.put(RATES, Tensor.of(curve.rates(), losses.length));
            dynamics.ifPresent(d -> tensors.put(DYNAMICS, d.state()));
            if (!best.isEmpty()) {
                best.copies().forEach((name, tensor) -> tensors.put("best.net." + name, tensor));
                put(tensors, "best.", best.evaluation());
                put(tensors, "lowest.", best.lowest());
            }
            Map<String, String> metadata = new LinkedHashMap<>();
            metadata.put("position", json(position));
            metadata.put("steps", String.valueOf(horizon.steps()));
            metadata.put(
                    "optimizerSteps",
                    String.valueOf(program.optimizer().map(Optimizer::steps).orElse(0L)));
            metadata.put("draws", json(program.net().drawsByLayer()));
            metadata.put("bestStep", String.valueOf(best.isEmpty() ? -1 : best.step()));
            metadata.put("points", json(curve.points()));
            Safetensors.write(file, tensors, metadata);
        }
        written = System.nanoTime();
    }

    private static void put(Map<String, Tensor> tensors, String prefix, Evaluation evaluation) {
        int n = evaluation.size();
        tensors.put(prefix + "ids", Tensor.of(evaluation.ids(), n));
        tensors.put(prefix + "losses", Tensor.of(evaluation.losses(), n));
        tensors.put(prefix + "outputs", Tensor.of(evaluation.outputs(), evaluation.outputs().length));
        tensors.put(prefix + "targets", Tensor.of(evaluation.targets(), evaluation.targets().length));
    }

    /** Puts everything back as it was; empty when there is no file. */
    Optional<Position> resume(TrainingProgram program, Horizon horizon, BestWeights best, Curve curve) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Scope scope = Scope.open("resume")) {
            Safetensors saved = Safetensors.read(file);
            Map<String, Tensor> tensors = saved.tensors();
            if (!tensors.containsKey(RATES) || (dynamics.isPresent() && !tensors.containsKey(DYNAMICS))) {
                return Optional.empty(); // of a training that remembered less: begin anew
            }
            dynamics.ifPresent(d -> d.load(found(tensors, DYNAMICS)));
            Map<String, String> metadata = saved.metadata();
            program.net().load(under(tensors, "net."));
            program.net().drawsByLayer(parsed(metadata, "draws", new TypeReference<Map<String, Long>>() {}));
            program.optimizer()
                    .ifPresent(o ->
                            o.load(under(tensors, "optimizer."), Long.parseLong(text(metadata, "optimizerSteps"))));
            double[] losses = found(tensors, "curve.losses").toDoubles();
            double[] rates = found(tensors, RATES).toDoubles();
            for (int i = 0; i < losses.length; i++) {
                curve.step(losses[i], rates[i]);
            }
            parsed(metadata, "points", new TypeReference<List<Curve.Point>>() {})
                    .forEach(curve::point);
            long bestStep = Long.parseLong(text(metadata, "bestStep"));
            if (bestStep >= 0) {
                Evaluation kept = evaluation(program.task(), tensors, "best.");
                Evaluation lowest = evaluation(program.task(), tensors, "lowest.");
                best.resume(under(tensors, "best.net."), kept, lowest, bestStep);
            }
            horizon.resume(Long.parseLong(text(metadata, "steps")));
            return Optional.of(parsed(metadata, "position", new TypeReference<Position>() {}));
        }
    }

    private static Evaluation evaluation(Task task, Map<String, Tensor> tensors, String prefix) {
        return new Evaluation(
                task,
                found(tensors, prefix + "ids").toLongs(),
                found(tensors, prefix + "losses").toDoubles(),
                found(tensors, prefix + "outputs").toFloats(),
                found(tensors, prefix + "targets").toFloats());
    }

    /** The training has ended; nothing is left to go on with. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete " + file, e);
        }
    }

    private static Map<String, Tensor> under(Map<String, Tensor> tensors, String prefix) {
        Map<String, Tensor> some = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                some.put(name.substring(prefix.length()), tensor);
            }
        });
        return some;
    }

    private static Tensor found(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    private static String text(Map<String, String> metadata, String name) {
        return Objects.requireNonNull(metadata.get(name), name);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T parsed(Map<String, String> metadata, String name, TypeReference<T> type) {
        try {
            return JSON.readValue(text(metadata, name), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable '" + name + "' in a checkpoint", e);
        }
    }
}
