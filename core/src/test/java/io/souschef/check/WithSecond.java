package io.souschef.check;

import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A sound program on blobs whose batches hold a second input, "second", that a test makes from the ids; the net sees the first. */
public class WithSecond extends MadeProgram {
    private final Function<long[], Tensor> inTraining;
    private final Function<long[], Tensor> inEvaluation;

    public WithSecond(
            long seed, Layer net, Function<long[], Tensor> inTraining, Function<long[], Tensor> inEvaluation) {
        super(MadeData.BLOBS, Task.classification(4), net, 3e-3, 32, seed);
        this.inTraining = inTraining;
        this.inEvaluation = inEvaluation;
    }

    @Override
    public Tensor forward(Batch batch) {
        return net().forward(batch.input());
    }

    @Override
    public Batches training(int epoch) {
        return with(super.training(epoch), inTraining);
    }

    @Override
    public Batches evaluation() {
        return with(super.evaluation(), inEvaluation);
    }

    private Batches with(Batches batches, Function<long[], Tensor> second) {
        return Batches.of(batches.count(), batches.examples(), b -> {
            long[] ids;
            try (Batch batch = batches.open(b)) {
                ids = batch.ids();
            }
            return Batch.open("with a second", () -> {
                Batch.Content one =
                        data.content(Arrays.stream(ids).mapToInt(id -> (int) id).toArray());
                Map<String, Tensor> inputs = new LinkedHashMap<>(one.inputs());
                inputs.put("second", second.apply(ids));
                return new Batch.Content(inputs, one.target(), ids);
            });
        });
    }
}
