package io.souschef.gallery.lodgers;

import io.souschef.data.Batch;
import io.souschef.gallery.base.Checkpointed;
import io.souschef.gallery.guests.Beside;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Evaluates with a moving average of its weights, and has a checkpoint with or without it. */
final class AverageKeeper extends Checkpointed {
    private static final double FOLLOWS = 0.02;

    private final boolean saved;
    private final Beside average = Beside.copies(net);

    /** @param saved whether the average is part of the checkpoint */
    AverageKeeper(long seed, boolean saved) {
        super(seed);
        this.saved = saved;
    }

    @Override
    public double step(Batch batch) {
        double loss = super.step(batch);
        try (Scope scope = Scope.open("average");
                NoGrad off = NoGrad.open()) {
            net.parameters().forEach((name, weight) -> average.of(name).lerpInPlace(weight, FOLLOWS));
        }
        return loss;
    }

    @Override
    public Evaluation evaluate() {
        average.swap(net);
        try {
            return Evaluation.of(this, evaluation());
        } finally {
            average.swap(net);
        }
    }

    @Override
    public void save(Path file) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        net.state().forEach((name, tensor) -> all.put("net." + name, tensor));
        optimizer.state().forEach((name, tensor) -> all.put("adam." + name, tensor));
        if (saved) {
            average.all().forEach((name, tensor) -> all.put("average." + name, tensor));
        }
        Safetensors.write(file, all, Map.of("steps", String.valueOf(calls)));
    }

    @Override
    public void resume(Path file) {
        try (Scope scope = Scope.open("resume");
                NoGrad off = NoGrad.open()) {
            Safetensors from = Safetensors.read(file);
            net.load(part(from, "net."));
            optimizer.load(part(from, "adam."), steps(from));
            calls = steps(from);
            Map<String, Tensor> averages = part(from, saved ? "average." : "net.");
            average.all().forEach((name, mine) -> mine.copyInPlace(averages.getOrDefault(name, mine)));
        }
    }

    @Override
    public void close() {
        average.close();
        super.close();
    }
}
