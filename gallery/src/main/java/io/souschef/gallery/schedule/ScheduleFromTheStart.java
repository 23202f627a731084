package io.souschef.gallery.schedule;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Schedule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The checkpoint has weights and optimiser, but not how far the schedule was.
 */
final class ScheduleFromTheStart {
    private ScheduleFromTheStart() {}

    static Trap trap() {
        return new Trap(
                "a schedule that starts again after a resume",
                "schedule-replayed-on-resume",
                "K5",
                Wrong::new,
                Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(3e-3 * Schedule.cosine(0).at(Math.min(1, calls / 60.0)));
            calls++;
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }

        @Override
        public void save(Path file) {
            Map<String, Tensor> all = new LinkedHashMap<>();
            net.state().forEach((name, tensor) -> all.put("net." + name, tensor));
            optimizer.state().forEach((name, tensor) -> all.put("adam." + name, tensor));
            Safetensors.write(file, all, Map.of("steps", String.valueOf(calls)));
        }

        @Override
        public void resume(Path file) {
            try (Scope scope = Scope.open("resume")) {
                Safetensors saved = Safetensors.read(file);
                net.load(part(saved, "net."));
                optimizer.load(
                        part(saved, "adam."), Long.parseLong(saved.metadata().getOrDefault("steps", "0")));
            }
        }

        private static Map<String, Tensor> part(Safetensors saved, String prefix) {
            Map<String, Tensor> part = new LinkedHashMap<>();
            saved.tensors().forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    part.put(name.substring(prefix.length()), tensor);
                }
            });
            return part;
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(3e-3 * Schedule.cosine(0).at(Math.min(1, calls / 60.0)));
            calls++;
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }

        @Override
        public void save(Path file) {
            Map<String, Tensor> all = new LinkedHashMap<>();
            net.state().forEach((name, tensor) -> all.put("net." + name, tensor));
            optimizer.state().forEach((name, tensor) -> all.put("adam." + name, tensor));
            Safetensors.write(file, all, Map.of("steps", String.valueOf(calls)));
        }

        @Override
        public void resume(Path file) {
            try (Scope scope = Scope.open("resume")) {
                Safetensors saved = Safetensors.read(file);
                net.load(part(saved, "net."));
                optimizer.load(
                        part(saved, "adam."), Long.parseLong(saved.metadata().getOrDefault("steps", "0")));
                calls = Integer.parseInt(saved.metadata().getOrDefault("steps", "0"));
            }
        }

        private static Map<String, Tensor> part(Safetensors saved, String prefix) {
            Map<String, Tensor> part = new LinkedHashMap<>();
            saved.tensors().forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    part.put(name.substring(prefix.length()), tensor);
                }
            });
            return part;
        }
    }
}
