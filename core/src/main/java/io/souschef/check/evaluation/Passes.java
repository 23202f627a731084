package io.souschef.check.evaluation;

import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The operations of a net's layers while it is watched: how many, of how many numbers, and in which mode the net was. */
final class Passes implements Consumer<Trace.Step> {
    static final Set<String> LAYERS = Set.of("linear", "conv2d", "matmul", "batchNorm", "lstm", "embedding");

    private final Layer net;

    /** The layer that each parameter and buffer of the net belongs to. */
    private final IdentityHashMap<Tensor, String> weights = new IdentityHashMap<>();

    private final Set<Tensor> ofTheNet = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> took = new HashSet<>();
    private final Set<String> modes = new LinkedHashSet<>();
    private int all;
    private int training;
    private int evaluatingSince;
    private long worked;
    private final List<Long> rows = new ArrayList<>();

    Passes(Layer net) {
        this.net = net;
        net.state()
                .forEach((name, tensor) -> weights.put(tensor, name.substring(0, Math.max(0, name.lastIndexOf('.')))));
    }

    @Override
    public void accept(Trace.Step step) {
        boolean mine = isOfTheNet(step);
        if (!LAYERS.contains(step.operation())) {
            return;
        }
        all++;
        worked += step.result().numel();
        rows.add(step.result().dim() == 0 ? 1 : step.result().size(0));
        if (!mine) {
            return; // of another net, whatever this one's mode: averaged weights, a teacher
        }
        List<String> inTraining = new ArrayList<>();
        net.layers().forEach((name, layer) -> {
            if (layer.isTraining()) {
                inTraining.add(name);
            }
        });
        training += inTraining.isEmpty() ? 0 : 1;
        evaluatingSince = inTraining.isEmpty() ? evaluatingSince + 1 : 0;
        if (modes.isEmpty()) {
            modes.addAll(inTraining);
        }
    }

    /** Whether it is computed from weights of the net. To copy them elsewhere is not: it is another net's then. */
    private boolean isOfTheNet(Trace.Step step) {
        if (step.operation().endsWith("InPlace")) {
            return false;
        }
        boolean mine = false;
        for (Tensor operand : step.operands()) {
            String owner = weights.get(operand);
            if (owner != null) {
                took.add(owner);
            }
            mine |= owner != null || ofTheNet.contains(operand);
        }
        if (mine) {
            ofTheNet.add(step.result());
        }
        return mine;
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

    /**
     * Layers in training mode, by name; none where a pass in evaluation mode, as long at least, came after: that made the predictions. Layers
     * with weights that took no part are none of them.
     */
    List<String> inTraining() {
        if (evaluatingSince >= training) {
            return List.of();
        }
        Set<String> idle = new HashSet<>(weights.values());
        idle.removeAll(took);
        return modes.stream()
                .filter(name -> !idle.contains(name))
                .map(name -> name.isEmpty() ? "the net" : name)
                .toList();
    }
}
