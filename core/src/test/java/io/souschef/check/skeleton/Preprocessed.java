package io.souschef.check.skeleton;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;

/** A program that does something to its inputs on their way to the net. */
abstract class Preprocessed extends MadeProgram {
    Preprocessed(MadeData data, Layer net, long seed) {
        super(data, Healthy.task(data), net, 3e-3, 32, seed);
    }

    abstract Tensor prepared(Tensor input);

    @Override
    public Batches training(int epoch) {
        return prepared(super.training(epoch));
    }

    @Override
    public Batches evaluation() {
        return prepared(super.evaluation());
    }

    private Batches prepared(Batches plain) {
        return Batches.of(
                plain.count(),
                plain.examples(),
                b -> Batch.open("prepared", () -> {
                    Batch batch = plain.open(b);
                    return Batch.Content.of(prepared(batch.input()), batch.target(), batch.ids());
                }));
    }
}
