package io.souschef.gallery.augmentation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Pictures;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.concurrent.atomic.AtomicInteger;

/** Evaluation goes through the training pipeline, and is flipped at random each time it is read. */
final class EvaluationFlippedToo {
    private EvaluationFlippedToo() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean alsoEvaluation) {
        Rows rows = Data.fruit().map(Data::pixels);
        RandomStream flips = RandomStream.of(seed, "flip");
        AtomicInteger read = new AtomicInteger();
        return Fed.of(
                Task.classification(3),
                new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32, flipped(rows, flips.at(epoch))),
                () -> alsoEvaluation
                        ? rows.batches(
                                Data.HELD, 50, flipped(rows, flips.named("held").at(read.getAndIncrement())))
                        : rows.batches(Data.HELD, 50));
    }

    private static Rows.Look flipped(Rows rows, RandomStream flips) {
        return new Rows.Look(
                id -> flips.uniform(id) < 0.5 ? Pictures.flipped(rows.x()[id], 10) : rows.x()[id], id -> rows.y()[id]);
    }
}
