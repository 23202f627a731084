package io.souschef.nn;

import io.souschef.tensor.DType;
import io.souschef.tensor.Engine;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a net, or a whole one: parameters, buffers, layers inside it, and how they act on an input. The one class that
 * users extend.
 *
 * <pre>{@code
 * final class TwoLayers extends Layer {
 *     private final Linear fc1 = add("fc1", new Linear(784, 128));
 *     private final Linear fc2 = add("fc2", new Linear(128, 10));
 *
 *     TwoLayers(long seed) { initialize(seed); }
 *
 *     public Tensor forward(Tensor x) { return fc2.forward(fc1.forward(x).relu()); }     // [N, 784] → [N, 10]
 * }
 * }</pre>
 *
 * A layer owns its parameters and buffers until it is closed, whatever scope it was built in. Before it is used,
 * {@link #initialize} draws every parameter from a stream of its own, named after the parameter: the same seed gives the same
 * weights whatever else is in the net.
 */
public abstract class Layer implements AutoCloseable {
    private record Made(Tensor tensor, Init init) {
        /** Whether it holds what is drawn from {@code stream}. */
        boolean isStill(RandomStream stream) {
            try (Scope scope = Scope.open("draw again")) {
                Tensor drawn = init.make(stream, tensor.shape().toArray());
                return Arrays.equals(drawn.toDoubles(), tensor.detach().toDoubles());
            }
        }
    }

    /** The stream that parameters were drawn from, and under which path. */
    private record Drawing(RandomStream stream, String path) {}

    private final Map<String, Made> parameters = new LinkedHashMap<>();
    private final Map<String, Made> buffers = new LinkedHashMap<>();
    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final Shelf shelf = new Shelf(getClass().getSimpleName());
    private boolean training = true;
    private long multiplyAdds;
    private boolean initialized;
    private boolean loaded;
    private boolean drawnAfterLoading;
    private @Nullable Drawing drawing;

    /** The output for a batch of inputs, in the innermost scope. */
    public abstract Tensor forward(Tensor x);

    /** Takes in a layer under {@code name}; its parameters are then this layer's too, and close with it. */
    protected final <L extends Layer> L add(String name, L layer) {
        if (name.isEmpty() || name.contains(".") || children.putIfAbsent(name, layer) != null) {
            throw new IllegalArgumentException("a layer inside " + getClass().getSimpleName()
                    + " needs a name of its own without a dot, got '" + name + "'");
        }
        return layer;
    }

    /** Makes a parameter, to be drawn by {@code init} when the net is initialised. Owned by this layer. */
    protected final Tensor parameter(String name, Init init, long... shape) {
        Tensor tensor = made(parameters, name, DType.FLOAT32, init, shape);
        tensor.requiresGrad(true);
        return tensor;
    }

    /** Makes a buffer: state that is saved with the net and not trained, e.g. running statistics. Owned by this layer. */
    protected final Tensor buffer(String name, Init init, long... shape) {
        return buffer(name, DType.FLOAT32, init, shape);
    }

    /** Makes a buffer of another type than float32, e.g. a count. Without sizes it is a single number. */
    protected final Tensor buffer(String name, DType type, Init init, long... shape) {
        return made(buffers, name, type, init, shape);
    }

    private Tensor made(Map<String, Made> where, String name, DType type, Init init, long[] shape) {
        if (name.isEmpty() || name.contains(".") || parameters.containsKey(name) || buffers.containsKey(name)) {
            throw new IllegalArgumentException("a parameter or buffer of "
                    + getClass().getSimpleName() + " needs a name of its own without a dot, got '" + name + "'");
        }
        try (Scope scope = Scope.open("make " + name)) {
            Tensor tensor = shelf.keep(prepared(Tensor.full(type.isFloat() ? Double.NaN : -1, type, shape)));
            where.put(name, new Made(tensor, init));
            return tensor;
        }
    }

    /**
     * Takes in a parameter or buffer that has its numbers already, e.g. from another engine's file. Drawing leaves it as it is, as do
     * its numbers whoever else holds it: it isn't copied.
     */
    final void adopt(String name, Tensor tensor, boolean trained) {
        shelf.keep(tensor);
        (trained ? parameters : buffers)
                .put(name, new Made(tensor, (stream, shape) -> tensor.detach().copy()));
        initialized = true;
        loaded = true;
    }

    /** How a new parameter lies in memory; convolutions keep their weights with the channels innermost. */
    Tensor prepared(Tensor fresh) {
        return fresh;
    }

    /**
     * Draws every parameter and buffer anew, each from the stream (seed, "init", its dotted name). A net's constructor ends
     * with it; until then all weights are NaN.
     */
    public final void initialize(long seed) {
        RandomStream stream = RandomStream.of(seed, "init");
        try (Scope scope = Scope.open("initialize");
                NoGrad off = NoGrad.open()) {
            walk("", (path, layer) -> {
                layer.draw(path, layer.parameters, stream);
                layer.draw(path, layer.buffers, stream);
                layer.initialized = true;
                layer.drawnAfterLoading |= layer.loaded;
                layer.loaded = false;
                layer.drawing = new Drawing(stream, path);
                layer.seeded(RandomStream.of(seed, "layer").named(path));
            });
        }
    }

    private void draw(String path, Map<String, Made> where, RandomStream stream) {
        where.forEach((name, made) -> {
            try (Scope scope = Scope.open("draw " + name)) {
                long[] shape = made.tensor().shape().toArray();
                made.tensor().copyInPlace(made.init().make(stream.named(path + name), shape));
            }
        });
    }

    /** The dotted names of parameters whose numbers are, to the bit, those that {@link #initialize} drew: nothing else was put there. */
    public final Set<String> asDrawn() {
        Set<String> names = new LinkedHashSet<>();
        walk("", (path, layer) -> {
            Drawing drawn = layer.drawing;
            if (drawn != null) {
                layer.parameters.forEach((name, made) -> {
                    if (made.isStill(drawn.stream().named(drawn.path() + name))) {
                        names.add(path + name);
                    }
                });
            }
        });
        return names;
    }

    /** Called by {@link #initialize}: layers that draw random numbers while training keep this stream. */
    protected void seeded(RandomStream stream) {}

    /** How many times this layer has drawn random numbers; part of what a checkpoint holds. */
    protected long draws() {
        return 0;
    }

    /** Continues from a number of draws. */
    protected void draws(long n) {}

    /** Parameters by dotted name, in the order in which they were made. The tensors are the layer's own, not copies. */
    public final Map<String, Tensor> parameters() {
        return collected((layer) -> layer.parameters);
    }

    /** Buffers by dotted name. */
    public final Map<String, Tensor> buffers() {
        return collected((layer) -> layer.buffers);
    }

    /** Parameters and buffers by dotted name: what a checkpoint holds. */
    public final Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>(parameters());
        state.putAll(buffers());
        return state;
    }

    /** Draws of random numbers so far, by the dotted name of the layer; layers that draw none are left out. */
    public final Map<String, Long> drawsByLayer() {
        Map<String, Long> draws = new LinkedHashMap<>();
        walk("", (path, layer) -> {
            if (layer.draws() != 0) {
                draws.put(path, layer.draws());
            }
        });
        return draws;
    }

    /** Continues every layer's random numbers from here; layers that aren't named start at zero. */
    public final void drawsByLayer(Map<String, Long> draws) {
        walk("", (path, layer) -> layer.draws(draws.getOrDefault(path, 0L)));
    }

    /**
     * Overwrites parameters and buffers with copies of {@code state}.
     *
     * @throws StateMismatch when a name is missing, unknown or of another shape; nothing has been changed then
     */
    public final void load(Map<String, Tensor> state) {
        Map<String, Tensor> mine = state();
        StateMismatch.check(mine, state);
        try (Scope scope = Scope.open("load");
                NoGrad off = NoGrad.open()) {
            mine.forEach((name, tensor) -> tensor.copyInPlace(found(state, name)));
        }
        walk("", (path, layer) -> {
            layer.initialized = true;
            layer.loaded = true;
            layer.drawnAfterLoading = false;
        });
    }

    /** Whether its weights are those that were loaded. */
    public final boolean isLoaded() {
        return loaded;
    }

    /** Whether weights were loaded, and {@link #initialize} has drawn others over them. */
    public final boolean isDrawnAfterLoading() {
        return drawnAfterLoading;
    }

    private static Tensor found(Map<String, Tensor> state, String name) {
        return Objects.requireNonNull(state.get(name), name);
    }

    /** Layers directly inside this one. */
    public final Map<String, Layer> children() {
        return Collections.unmodifiableMap(children);
    }

    /** This layer and all inside it, by dotted name; this one's is empty. */
    public final Map<String, Layer> layers() {
        Map<String, Layer> all = new LinkedHashMap<>();
        walk("", (path, layer) -> all.put(path.isEmpty() ? "" : path.substring(0, path.length() - 1), layer));
        return all;
    }

    /** Number of trainable numbers; those of a layer that stands in two places count once. */
    public final long parameterCount() {
        return parameters().values().stream()
                .distinct()
                .mapToLong(Tensor::numel)
                .sum();
    }

    /** For layers that multiply matrices: so many multiply-adds per example were done in the last forward. */
    protected final void worked(long perExample) {
        multiplyAdds = perExample;
    }

    /** Whether there is a convolution in it: such a net wants the cores shared otherwise, {@link Engine#forMatrices}. */
    public final boolean convolves() {
        return layers().values().stream().anyMatch(Conv2d.class::isInstance);
    }

    /** Multiply-adds per example in the last forward, here and inside; a backward pass does about twice as many. */
    public final long multiplyAdds() {
        return layers().values().stream().mapToLong(layer -> layer.multiplyAdds).sum();
    }

    /** Training mode, here and inside: dropout drops, BatchNorm uses the batch's statistics. */
    public final void train() {
        walk("", (path, layer) -> layer.training = true);
    }

    /** Evaluation mode, here and inside. */
    public final void eval() {
        walk("", (path, layer) -> layer.training = false);
    }

    /** Sets the mode of this layer alone. */
    public final void training(boolean on) {
        training = on;
    }

    public final boolean isTraining() {
        return training;
    }

    /** No gradients for any of its parameters any more: a frozen backbone. */
    public final void freeze() {
        parameters().values().forEach(parameter -> parameter.requiresGrad(false));
    }

    /** Whether {@link #initialize} or {@link #load} has given it its weights. */
    public final boolean isInitialized() {
        return initialized;
    }

    /** Frees parameters and buffers, here and inside. */
    @Override
    public void close() {
        children.values().forEach(Layer::close);
        shelf.close();
    }

    private Map<String, Tensor> collected(Function<Layer, Map<String, Made>> which) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        walk("", (path, layer) -> which.apply(layer).forEach((name, made) -> all.put(path + name, made.tensor())));
        return all;
    }

    private void walk(String path, BiConsumer<String, Layer> visit) {
        visit.accept(path, this);
        children.forEach((name, child) -> child.walk(path + name + ".", visit));
    }

    /** The class and its parameters: {@code Linear, 1290 parameters}. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + ", " + parameterCount() + " parameters";
    }
}
