package io.souschef.data;

import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Some examples, exactly as the net sees them, and the scope of their step: everything computed while a batch is open is
 * freed when it closes.
 *
 * <pre>{@code
 * for (Batch batch : batches) {
 *     try (batch) {
 *         Tensor logits = net.forward(batch.input());
 *     }
 * }
 * }</pre>
 */
public final class Batch implements AutoCloseable {
    private final Scope scope;
    private final Map<String, Tensor> inputs;
    private final Tensor target;
    private final long[] ids;

    private Batch(Scope scope, Map<String, Tensor> inputs, Tensor target, long[] ids) {
        this.scope = scope;
        this.inputs = inputs;
        this.target = target;
        this.ids = ids;
    }

    /** What goes into a batch: named inputs [N, ...], the target [N, ...] and an id per example. */
    public record Content(Map<String, Tensor> inputs, Tensor target, long[] ids) {
        public Content {
            inputs = new LinkedHashMap<>(inputs);
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                if (input.getValue().size(0) != ids.length) {
                    throw new BatchMismatch(input.getKey(), input.getValue().shape(), ids.length);
                }
            }
            if (target.size(0) != ids.length) {
                throw new BatchMismatch("target", target.shape(), ids.length);
            }
        }

        /** One input. */
        public static Content of(Tensor input, Tensor target, long[] ids) {
            return new Content(Map.of("input", input), target, ids);
        }
    }

    /** Opens the batch's scope, named {@code name}, and makes its content inside. If that fails, the scope closes. */
    public static Batch open(String name, Supplier<Content> content) {
        Scope scope = Scope.open(name);
        try {
            Content made = content.get();
            return new Batch(scope, made.inputs(), made.target(), made.ids());
        } catch (RuntimeException | Error failure) {
            scope.close();
            throw failure;
        }
    }

    /** The input, when there is just one; else the first. */
    public Tensor input() {
        return inputs.values().iterator().next();
    }

    /** An input by name, where there are several. */
    public Tensor input(String name) {
        Tensor input = inputs.get(name);
        if (input == null) {
            throw new IllegalArgumentException("this batch has no input '" + name + "', it has " + inputs.keySet());
        }
        return input;
    }

    /** All inputs by name, in order. */
    public Map<String, Tensor> inputs() {
        return Collections.unmodifiableMap(inputs);
    }

    /** What is to be predicted. */
    public Tensor target() {
        return target;
    }

    /** Which examples these are, in order. */
    public long[] ids() {
        return ids.clone();
    }

    /** Number of examples. */
    public int size() {
        return ids.length;
    }

    /** Frees the batch and everything that was computed while it was open. */
    @Override
    public void close() {
        scope.close();
    }
}
