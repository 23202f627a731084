package io.souschef.check.step;

import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Optimizer;
import io.souschef.train.TrainingProgram;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a program stands: weights, buffers, gradients, modes, random draws, the optimiser's memory. Copies, its own. */
final class Snapshot implements AutoCloseable {
    private final Shelf shelf = new Shelf("snapshot");
    private final Map<String, Tensor> state;
    private final Map<String, Tensor> gradients = new LinkedHashMap<>();
    private final Map<String, Tensor> memory;
    private final Map<String, Boolean> modes = new LinkedHashMap<>();
    private final Map<String, Long> draws;
    private final long steps;

    private Snapshot(TrainingProgram program) {
        try (Scope scope = Scope.open("snapshot");
                NoGrad off = NoGrad.open()) {
            state = copies(program.net().state());
            program.net().parameters().forEach((name, weight) -> weight.grad()
                    .ifPresent(gradient -> gradients.put(name, shelf.keep(gradient.copy()))));
            memory = program.optimizer().map(o -> copies(o.state())).orElse(Map.of());
        }
        program.net().layers().forEach((name, layer) -> modes.put(name, layer.isTraining()));
        draws = program.net().drawsByLayer();
        steps = program.optimizer().map(Optimizer::steps).orElse(0L);
    }

    private Map<String, Tensor> copies(Map<String, Tensor> tensors) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        tensors.forEach(
                (name, tensor) -> copies.put(name, shelf.keep(tensor.detach().copy())));
        return copies;
    }

    static Snapshot of(TrainingProgram program) {
        return new Snapshot(program);
    }

    /** Puts another program made from the same seed into the same place. */
    void restore(TrainingProgram other) {
        restoreNet(other);
        other.optimizer()
                .filter(o -> o.state().keySet().equals(memory.keySet()))
                .ifPresent(o -> o.load(memory, steps));
    }

    /** Only the net; the optimiser's memory stays as it is. */
    void restoreNet(TrainingProgram other) {
        Layer net = other.net();
        net.load(state);
        net.layers().forEach((name, layer) -> layer.training(modes.getOrDefault(name, true)));
        net.drawsByLayer(draws);
        try (Scope scope = Scope.open("restore gradients")) {
            net.parameters().forEach((name, weight) -> {
                Tensor gradient = gradients.get(name);
                if (gradient == null) {
                    weight.clearGrad();
                } else {
                    weight.grad(gradient.copy());
                }
            });
        }
    }

    @Override
    public void close() {
        shelf.close();
    }
}
