package io.souschef.gallery.labels;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Two of five shards of the training file were read in parallel, and their labels came back in another order. */
final class OneShardScrambled {
    private OneShardScrambled() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean scrambled) {
        Rows rows = Data.standardFlowers();
        int shard = 2 * Data.TRAIN / 5;
        int[] order = RandomStream.of(4, "threads").permutation(shard);
        Rows.Look look = new Rows.Look(id -> rows.x()[id], id -> rows.y()[scrambled && id < shard ? order[id] : id]);
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32, look),
                () -> rows.batches(Data.HELD, 50));
    }
}
