package io.souschef.check.evaluation;

import io.souschef.nn.Layer;
import io.souschef.tensor.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The operations of a net's layers while it is watched: how many, of how many numbers, and in which mode the net was. */
final class Passes implements Consumer<Trace.Step> {
    static final Set<String> LAYERS = Set.of("linear", "conv2d", "matmul", "batchNorm", "lstm", "embedding");

    private final Layer net;
    private final List<String> modes = new ArrayList<>();
    private int all;
    private int training;
    private int evaluatingSince;
    private long worked;
    private final List<Long> rows = new ArrayList<>();

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
        rows.add(step.result().dim() == 0 ? 1 : step.result().size(0));
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

    /**
     * The sizes of the batches that went through, where each took as many operations as {@code one} did, of so many examples; else none.
     */
    int[] sizes(Passes one, int examples) {
        if (one.all == 0 || all % one.all != 0 || one.rows.get(0) % examples != 0) {
            return new int[0];
        }
        long each = one.rows.get(0) / examples;
        return IntStream.range(0, all / one.all)
                .map(pass -> (int) (rows.get(pass * one.all) / each))
                .toArray();
    }

    /** Layers in training mode, by name; none where a pass in evaluation mode, as long at least, came after: that made the predictions. */
    List<String> inTraining() {
        return evaluatingSince >= training ? List.of() : List.copyOf(modes);
    }
}
