package io.souschef.check.symptoms;

import io.souschef.data.Batch;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at a program, and leaves it as it was. A look is complete one step later, when it is known how far the weights have moved. */
final class Observer implements AutoCloseable {
    /** Evaluation examples that the net is asked for. */
    private static final int EXAMPLES = 32;

    private final TrainingProgram program;

    /** Why the net isn't asked for outputs, where it isn't. */
    private Optional<String> unasked;

    /** Buffers that aren't finite from the start. */
    private final Set<String> masks;

    private final Map<String, List<Double>> first = new LinkedHashMap<>();
    private Optional<Look> pending = Optional.empty();
    private @Nullable Shelf shelf;
    private Map<String, Tensor> before = Map.of();
    private long nanos;

    Observer(TrainingProgram program, boolean forward) {
        this.program = program;
        this.unasked = forward ? Optional.empty() : Optional.of("the net was not to be asked for outputs");
        this.masks = allNotFinite(program.net().buffers()).collect(Collectors.toUnmodifiableSet());
        try (Scope scope = Scope.open("first look");
                NoGrad off = NoGrad.open()) {
            remember();
        }
    }

    /** Seconds that looking has cost. */
    double seconds() {
        return nanos / 1e9;
    }

    /** Parameters and buffers as they were at the last look at which all were finite, or before the first step. */
    Map<String, Tensor> before() {
        return before;
    }

    /**
     * Looks after a step.
     *
     * @return the name of a parameter or buffer that is no longer finite
     */
    Optional<String> look(long step, double loss) {
        long begun = System.nanoTime();
        try (Scope scope = Scope.open("look");
                NoGrad off = NoGrad.open()) {
            Optional<String> broken = notFinite();
            if (broken.isPresent()) {
                return broken;
            }
            Map<String, Weight> weights = new LinkedHashMap<>();
            program.net().parameters().forEach((name, parameter) -> weights.put(name, weight(name, parameter)));
            pending = Optional.of(new Look(step, loss, activations(), weights));
            remember();
            return Optional.empty();
        } finally {
            nanos += System.nanoTime() - begun;
        }
    }

    /** The look that the step before began, with what this step has changed. */
    Optional<Look> completed() {
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        long begun = System.nanoTime();
        Look look = pending.get();
        pending = Optional.empty();
        try (Scope scope = Scope.open("completed look");
                NoGrad off = NoGrad.open()) {
            Map<String, Weight> weights = new LinkedHashMap<>();
            look.weights().forEach((name, weight) -> weights.put(name, updated(name, weight)));
            return Optional.of(new Look(look.step(), look.loss(), look.activations(), weights));
        } finally {
            nanos += System.nanoTime() - begun;
        }
    }

    private Weight updated(String name, Weight weight) {
        Tensor now = Objects.requireNonNull(program.net().parameters().get(name), name);
        double update = rootMeanSquare(now.sub(Objects.requireNonNull(before.get(name), name)));
        return new Weight(
                weight.count(),
                weight.fanIn(),
                weight.matrix(),
                weight.trained(),
                weight.size(),
                weight.gradient(),
                update,
                weight.moved() || update > 0);
    }

    private Weight weight(String name, Tensor parameter) {
        double norm = parameter.norm().item();
        List<Double> print = List.of(parameter.sum().item(), norm);
        boolean moved = !print.equals(first.computeIfAbsent(name, n -> print));
        double gradient = parameter.grad().map(Observer::rootMeanSquare).orElse(Double.NaN);
        return new Weight(
                parameter.numel(),
                parameter.dim() < 2 ? 1 : parameter.numel() / parameter.size(0),
                parameter.dim() >= 2,
                parameter.requiresGrad(),
                norm / Math.sqrt((double) parameter.numel()),
                gradient,
                0,
                moved);
    }

    private static double rootMeanSquare(Tensor tensor) {
        return tensor.norm().item() / Math.sqrt((double) tensor.numel());
    }

    /** The name of a parameter, or of a buffer that was finite, which isn't. */
    Optional<String> notFinite() {
        return allNotFinite(program.net().state())
                .filter(name -> !masks.contains(name))
                .findFirst();
    }

    static Optional<String> notFinite(Map<String, Tensor> tensors) {
        return allNotFinite(tensors).findFirst();
    }

    /** The names of those that aren't. */
    static Stream<String> allNotFinite(Map<String, Tensor> tensors) {
        return tensors.entrySet().stream()
                .filter(entry -> !entry.getValue().allFinite())
                .map(Map.Entry::getKey);
    }

    private void remember() {
        close();
        Shelf fresh = new Shelf("weights at the last look");
        Map<String, Tensor> copies = new LinkedHashMap<>();
        program.net().state().forEach((name, tensor) -> copies.put(name, fresh.keep(tensor.copy())));
        shelf = fresh;
        before = copies;
    }

    /** Why nothing is known of activations, where that is so. */
    Optional<String> unasked() {
        return unasked;
    }

    /** A net that refuses a few examples of an evaluation, or a program that has none, is watched without; its training goes on. */
    private List<Activation> activations() {
        if (unasked.isPresent()) {
            return List.of();
        }
        try {
            return outputs();
        } catch (RuntimeException refused) {
            unasked = Optional.of("forward() of the first examples of evaluation(), at most %d, threw %s: %s"
                    .formatted(
                            EXAMPLES,
                            refused.getClass().getSimpleName(),
                            String.valueOf(refused.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("")));
            return List.of();
        }
    }

    private List<Activation> outputs() {
        List<Activation> seen = new ArrayList<>();
        Map<String, Integer> numbers = new TreeMap<>();
        try (Batch whole = program.evaluation().open(0);
                Batch few = few(whole)) {
            inEvaluationMode(program.net(), () -> {
                try (Trace trace = Trace.open(step -> {
                    if (NonLinearity.named(step.operation())) {
                        int number = numbers.merge(step.operation(), 1, Integer::sum);
                        seen.add(NonLinearity.activation(step.operation(), number, step.result()));
                    }
                })) {
                    program.forward(few);
                }
            });
        }
        return seen;
    }

    private static Batch few(Batch whole) {
        int n = Math.min(EXAMPLES, whole.size());
        return Batch.open("a few", () -> {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            whole.inputs().forEach((name, tensor) -> inputs.put(name, tensor.narrow(0, 0, n)));
            return new Batch.Content(inputs, whole.target().narrow(0, 0, n), Arrays.copyOf(whole.ids(), n));
        });
    }

    static void inEvaluationMode(Layer net, Runnable work) {
        inMode(net, false, work);
    }

    static void inMode(Layer net, boolean training, Runnable work) {
        IdentityHashMap<Layer, Boolean> modes = new IdentityHashMap<>();
        net.layers().values().forEach(layer -> modes.put(layer, layer.isTraining()));
        if (training) {
            net.train();
        } else {
            net.eval();
        }
        try {
            work.run();
        } finally {
            modes.forEach(Layer::training);
        }
    }

    @Override
    public void close() {
        before = Map.of();
        if (shelf != null) {
            shelf.close();
        }
    }
}
