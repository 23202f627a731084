package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.function.IntUnaryOperator;

/** The sampler is seeded, but nobody tells it the epoch: every epoch has the order of the first. */
final class EpochNotPassedOn {
    private EpochNotPassedOn() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, epoch -> 0);
    }

    static TrainingProgram right(long seed) {
        return program(seed, epoch -> epoch);
    }

    private static TrainingProgram program(long seed, IntUnaryOperator told) {
        Rows rows = Data.fruit().map(Data::pixels);
        return Fed.of(
                Task.classification(3),
                new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, told.applyAsInt(epoch)), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
