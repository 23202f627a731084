package io.souschef.train;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import java.util.Optional;

/** A program whose loss is NaN after so many steps. */
final class Poisoned implements TrainingProgram {
    private final TrainingProgram sound;
    private int left;

    Poisoned(TrainingProgram sound, int left) {
        this.sound = sound;
        this.left = left;
    }

    @Override
    public Task task() {
        return sound.task();
    }

    @Override
    public Layer net() {
        return sound.net();
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return sound.optimizer();
    }

    @Override
    public Batches training(int epoch) {
        return sound.training(epoch);
    }

    @Override
    public Batches evaluation() {
        return sound.evaluation();
    }

    @Override
    public double step(Batch batch) {
        return left-- > 0 ? sound.step(batch) : Double.NaN;
    }
}
