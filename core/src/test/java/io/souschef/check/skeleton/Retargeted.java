package io.souschef.check.skeleton;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.train.Task;
import java.util.function.UnaryOperator;

/** A sound program whose batches a test makes into others. */
public class Retargeted extends MadeProgram {
    private final UnaryOperator<Batch.Content> made;

    public Retargeted(
            MadeData data,
            Task task,
            Layer net,
            double rate,
            int batchSize,
            long seed,
            UnaryOperator<Batch.Content> made) {
        super(data, task, net, rate, batchSize, seed);
        this.made = made;
    }

    @Override
    public Batches training(int epoch) {
        return made(super.training(epoch));
    }

    @Override
    public Batches evaluation() {
        return made(super.evaluation());
    }

    private Batches made(Batches all) {
        return Batches.of(
                all.count(),
                all.examples(),
                b -> Batch.open("made otherwise", () -> {
                    Batch batch = all.open(b);
                    return made.apply(new Batch.Content(batch.inputs(), batch.target(), batch.ids()));
                }));
    }
}
