package io.souschef.check.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Slow weights that the fast ones meet every fifth step, as they do at the end of each epoch of fifteen. */
class SlowWeightsTest {
    private static final int EVERY = 5;

    /** What {@code saved} says of the slow weights: that they are in the file, taken from the fast ones on resuming, or forgotten. */
    private enum Slow {
        SAVED,
        TAKEN_FROM_THE_FAST,
        FORGOTTEN
    }

    private static final class Lookahead extends Fed {
        private final Slow saved;
        private final Shelf shelf = new Shelf("slow weights");
        private final Map<String, Tensor> slow = new LinkedHashMap<>();
        private int steps;

        Lookahead(long seed, Slow saved) {
            super(seed, 4, 2);
            this.saved = saved;
            try (Scope scope = Scope.open("slow")) {
                net.parameters()
                        .forEach((name, weight) ->
                                slow.put(name, shelf.keep(weight.detach().copy())));
            }
        }

        private Tensor slowOf(String name) {
            return Objects.requireNonNull(slow.get(name), name);
        }

        @Override
        public double step(Batch batch) {
            double loss = super.step(batch);
            if (++steps % EVERY == 0) {
                try (Scope scope = Scope.open("meet");
                        NoGrad off = NoGrad.open()) {
                    net.parameters().forEach((name, fast) -> {
                        Tensor mine = slowOf(name);
                        mine.copyInPlace(mine.add(fast.sub(mine).mul(0.5)));
                        fast.copyInPlace(mine);
                    });
                }
            }
            return loss;
        }

        @Override
        public void save(Path file) {
            Map<String, Tensor> all = new LinkedHashMap<>();
            net.state().forEach((name, tensor) -> all.put("net." + name, tensor));
            optimizer.state().forEach((name, tensor) -> all.put("adam." + name, tensor));
            if (saved == Slow.SAVED) {
                slow.forEach((name, tensor) -> all.put("slow." + name, tensor));
            }
            Safetensors.write(file, all, Map.of("steps", String.valueOf(steps)));
        }

        @Override
        public void resume(Path file) {
            try (Scope scope = Scope.open("resume");
                    NoGrad off = NoGrad.open()) {
                Safetensors read = Safetensors.read(file);
                steps = Integer.parseInt(read.metadata().getOrDefault("steps", "0"));
                net.load(part(read, "net."));
                optimizer.load(part(read, "adam."), steps);
                if (saved != Slow.FORGOTTEN) {
                    part(read, saved == Slow.SAVED ? "slow." : "net.")
                            .forEach((name, tensor) -> slowOf(name).copyInPlace(tensor));
                }
            }
        }

        private static Map<String, Tensor> part(Safetensors read, String prefix) {
            Map<String, Tensor> part = new LinkedHashMap<>();
            read.tensors().forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    part.put(name.substring(prefix.length()), tensor);
                }
            });
            return part;
        }

        @Override
        public void close() {
            shelf.close();
            super.close();
        }
    }

    private static Finding found(Slow saved) {
        return Fed.found(new CheckpointIncomplete(), Subject.of(seed -> new Lookahead(seed, saved)));
    }

    @Test
    void fails_when_the_checkpoint_misses_weights_that_are_met_later() {
        assertThat(found(Slow.FORGOTTEN))
                .extracting(Finding::outcome, Finding::cause)
                .containsExactly(
                        Outcome.FAIL,
                        "the checkpoint misses the optimiser's memory, weights that are kept beside, or the random streams");
    }

    @Test
    void passes_when_they_are_saved_or_are_the_same_at_the_end_of_an_epoch() {
        assertThat(found(Slow.SAVED).outcome()).isEqualTo(Outcome.PASS);
        assertThat(found(Slow.TAKEN_FROM_THE_FAST).outcome()).isEqualTo(Outcome.PASS);
    }
}
