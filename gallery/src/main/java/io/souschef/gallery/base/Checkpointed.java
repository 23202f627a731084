package io.souschef.gallery.base;

import io.souschef.data.Batch;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.Tensor;
import io.souschef.train.Schedule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Clouds, a cosine over 60 steps, and a checkpoint of everything; how one goes on from it is the program's own. */
public abstract class Checkpointed extends TableClassifier {
    protected int calls;

    protected Checkpointed(long seed) {
        super(seed);
    }

    @Override
    public double step(Batch batch) {
        optimizer.learningRate(3e-3 * Schedule.cosine(0).at(Math.min(1, calls / 60.0)));
        calls++;
        net.train();
        optimizer.zeroGrad();
        Tensor loss = loss(forward(batch), batch);
        loss.backward();
        optimizer.step();
        return loss.item();
    }

    @Override
    public void save(Path file) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        net.state().forEach((name, tensor) -> all.put("net." + name, tensor));
        optimizer.state().forEach((name, tensor) -> all.put("adam." + name, tensor));
        Safetensors.write(file, all, Map.of("steps", String.valueOf(calls)));
    }

    @Override
    public abstract void resume(Path file);

    /** How many steps were done when it was saved. */
    protected static int steps(Safetensors saved) {
        return Integer.parseInt(saved.metadata().getOrDefault("steps", "0"));
    }

    /** What was saved under names that begin so. */
    protected static Map<String, Tensor> part(Safetensors saved, String prefix) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        saved.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }
}
