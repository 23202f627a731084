package io.souschef.gallery.augmentation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Pictures;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Set;

/** The flipped picture is computed, and the one before is fed: nothing was assigned. */
final class FlipNotAssigned {
    private FlipNotAssigned() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean forget) {
        Rows rows = Data.fruit().map(Data::pixels);
        RandomStream flips = RandomStream.of(seed, "flip");
        return Fed.of(
                        Task.classification(3),
                        new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                        epoch -> {
                            Rows.Look look = new Rows.Look(
                                    id -> {
                                        float[] x = rows.x()[id];
                                        float[] flipped = Pictures.flipped(x, 10);
                                        return flips.at(epoch).uniform(id) < 0.5 && !forget ? flipped : x;
                                    },
                                    id -> rows.y()[id]);
                            return rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32, look);
                        },
                        () -> rows.batches(Data.HELD, 50))
                .declaring(Declared.nothing().withAugmentations(Set.of("flip")));
    }
}
