package io.souschef.gallery.visitors;

import io.souschef.data.Batches;
import io.souschef.gallery.base.Material;
import io.souschef.nn.Layer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** A net and its data; everything else is up to the program. */
abstract class Visitor implements TrainingProgram {
    private final long seed;
    private final Material data;
    private final Layer net;

    Visitor(long seed, Material data, Layer net) {
        this.seed = seed;
        this.data = data;
        this.net = net;
    }

    @Override
    public final Task task() {
        return data.task();
    }

    @Override
    public final Layer net() {
        return net;
    }

    @Override
    public final Batches training(int epoch) {
        return data.training(seed, epoch);
    }

    @Override
    public final Batches evaluation() {
        return data.evaluation();
    }
}
