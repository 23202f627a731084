package io.souschef.gallery.loop;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Checkpointed;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.Scope;
import java.nio.file.Path;

/**
 * Adam starts from nothing after a resume.
 */
final class CheckpointOfWeightsOnly {
    private CheckpointOfWeightsOnly() {}

    static Trap trap() {
        return new Trap("a checkpoint of the weights alone", "checkpoint-incomplete", "H9", Wrong::new, Right::new);
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
                calls = steps(saved);
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
