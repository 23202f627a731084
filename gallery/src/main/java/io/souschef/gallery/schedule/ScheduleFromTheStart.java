package io.souschef.gallery.schedule;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Checkpointed;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.Scope;
import java.nio.file.Path;

/**
 * The checkpoint has weights and optimiser, but how far the schedule was is not taken from it.
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

    private static final class Wrong extends Checkpointed {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public void resume(Path file) {
            try (Scope scope = Scope.open("resume")) {
                Safetensors saved = Safetensors.read(file);
                net.load(part(saved, "net."));
                optimizer.load(part(saved, "adam."), steps(saved));
            }
        }
    }

    private static final class Right extends Checkpointed {
        Right(long seed) {
            super(seed);
        }

        @Override
        public void resume(Path file) {
            try (Scope scope = Scope.open("resume")) {
                Safetensors saved = Safetensors.read(file);
                net.load(part(saved, "net."));
                optimizer.load(part(saved, "adam."), steps(saved));
                calls = steps(saved);
            }
        }
    }
}
