package io.souschef.check.evaluation;

import io.souschef.nn.Layer;
import io.souschef.tensor.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The operations of a net's layers while it is watched: how many, of how many numbers, and in which mode the net was. */
final class Passes implements Consumer<Trace.Step> {
    static final Set<String> LAYERS = Set.of("linear", "conv2d", "matmul", "batchNorm", "lstm", "embedding");

    private final Layer net;
    private final List<String> modes = new ArrayList<>();
    private int all;
    private int training;
    private int evaluatingSince;
    private long worked;

    Passes(Layer net) {
        this.net = net;
    }

    @Override
    public void accept(Trace.Step step) {
        if (!LAYERS.contains(step.operation())) {
            return;
        }
        List<String> inTraining = new ArrayList<>();
        net.layers().forEach((name, layer) -> {
            if (layer.isTraining()) {
                inTraining.add(name.isEmpty() ? "the net" : name);
            }
        });
        all++;
        worked += step.result().numel();
        training += inTraining.isEmpty() ? 0 : 1;
        evaluatingSince = inTraining.isEmpty() ? evaluatingSince + 1 : 0;
        if (modes.isEmpty()) {
            modes.addAll(inTraining);
        }
    }

    int operations() {
        return all;
    }

    /** Numbers that they put out. */
    long worked() {
        return worked;
    }

    /** Layers in training mode, by name; none where a pass in evaluation mode, as long at least, came after: that made the predictions. */
    List<String> inTraining() {
        return evaluatingSince >= training ? List.of() : List.copyOf(modes);
    }
}
