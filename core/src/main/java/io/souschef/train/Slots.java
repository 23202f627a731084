package io.souschef.train;

import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The parameters of an optimiser and the tensors that it keeps beside each of them. */
final class Slots implements AutoCloseable {
    /** One parameter with its gradient of this step and what is remembered about it. */
    record Slot(String name, Tensor parameter, Map<String, Tensor> memory) {
        Tensor memory(String kind) {
            return Objects.requireNonNull(memory.get(kind), kind);
        }
    }

    private final Shelf shelf;
    private final Map<String, Tensor> parameters;
    private final List<Slot> slots = new ArrayList<>();

    /**
     * A parameter that has two names, that of a layer which stands in two places, has one slot, under the first of them: it is updated once.
     *
     * @param kinds what is remembered, each of the parameter's shape; a kind that starts with "step" is one number
     */
    Slots(String owner, Map<String, Tensor> parameters, String... kinds) {
        this.parameters = new LinkedHashMap<>(parameters);
        shelf = new Shelf(owner);
        Set<Tensor> met = Collections.newSetFromMap(new IdentityHashMap<>());
        try (Scope scope = Scope.open("make " + owner);
                NoGrad off = NoGrad.open()) {
            parameters.forEach((name, parameter) -> {
                if (!met.add(parameter)) {
                    return;
                }
                Map<String, Tensor> memory = new LinkedHashMap<>();
                for (String kind : kinds) {
                    boolean number = kind.startsWith("step");
                    Tensor fresh = number ? Tensor.zeros() : parameter.mul(0);
                    memory.put(kind, shelf.keep(fresh.fillInPlace(0)));
                }
                slots.add(new Slot(name, parameter, memory));
            });
        }
    }

    Map<String, Tensor> parameters() {
        return new LinkedHashMap<>(parameters);
    }

    void zeroGrad() {
        slots.forEach(slot -> slot.parameter().clearGrad());
    }

    /** Hands over the slots that have a gradient, with the gradients. */
    void withGradients(BiConsumer<List<Slot>, List<Tensor>> all) {
        try (Scope scope = Scope.open("optimiser step");
                NoGrad off = NoGrad.open()) {
            hand(slot -> true, all);
        }
    }

    /** The same in two parts: weights of two dimensions or more, which are decayed, then the rest. */
    void withGradients(BiConsumer<List<Slot>, List<Tensor>> decayed, BiConsumer<List<Slot>, List<Tensor>> rest) {
        try (Scope scope = Scope.open("optimiser step");
                NoGrad off = NoGrad.open()) {
            hand(slot -> slot.parameter().dim() >= 2, decayed);
            hand(slot -> slot.parameter().dim() < 2, rest);
        }
    }

    private void hand(Predicate<Slot> which, BiConsumer<List<Slot>, List<Tensor>> update) {
        List<Slot> with = new ArrayList<>();
        List<Tensor> gradients = new ArrayList<>();
        for (Slot slot : slots) {
            if (which.test(slot)) {
                slot.parameter().grad().ifPresent(gradient -> {
                    with.add(slot);
                    gradients.add(gradient);
                });
            }
        }
        update.accept(with, gradients);
    }

    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        slots.forEach(slot -> slot.memory().forEach((kind, tensor) -> state.put(slot.name() + "." + kind, tensor)));
        return state;
    }

    void load(Map<String, Tensor> saved) {
        try (Scope scope = Scope.open("load optimiser");
                NoGrad off = NoGrad.open()) {
            state().forEach((name, tensor) -> tensor.copyInPlace(Objects.requireNonNull(saved.get(name), name)));
        }
    }

    static List<Tensor> parameters(List<Slot> slots) {
        return slots.stream().map(Slot::parameter).toList();
    }

    static List<Tensor> memories(List<Slot> slots, String kind) {
        return slots.stream().map(slot -> slot.memory(kind)).toList();
    }

    @Override
    public void close() {
        shelf.close();
    }
}
