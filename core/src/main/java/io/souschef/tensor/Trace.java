package io.souschef.tensor;

import io.souschef.tensor.internal.Autograd;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * While open, tells a listener of every operation of this thread as it is done: what was computed from what. A way to look
 * into a net, whoever wrote it, without a change to it. Costs nothing while none is open.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open("look");
 *         Trace trace = Trace.open(step -> System.out.println(step.operation() + " → " + step.result().shape()))) {
 *     net.forward(x);                                    // conv2d → [8, 16, 28, 28], batchNorm → [8, 16, 28, 28], relu …
 * }
 * }</pre>
 *
 * It does not see what goes through {@link Tensor#unsafe()}, nor what happens inside a TorchScript net.
 */
public final class Trace implements AutoCloseable {
    /**
     * One operation.
     *
     * @param operation its name, as in an error message: "conv2d", "reshape to [2, -1]"
     * @param operands what it was computed from; numbers are not among them
     * @param result the tensor that it made, or changed in place
     * @param recorded whether gradients were being recorded, that is outside of {@link NoGrad}
     */
    public record Step(String operation, List<Tensor> operands, Tensor result, boolean recorded) {}

    private final Scope scope;
    private final @Nullable Trace outer;
    private final Consumer<Step> listener;
    private boolean telling;

    private Trace(Scope scope, Consumer<Step> listener) {
        this.scope = scope;
        this.outer = scope.trace();
        this.listener = listener;
        scope.trace(this);
    }

    /**
     * Opens a trace in the innermost scope; it ends with that at the latest. What the listener itself computes is not traced.
     *
     * @throws NoOpenScope when no scope is open on this thread
     */
    public static Trace open(Consumer<Step> listener) {
        return new Trace(Scope.innermost(), listener);
    }

    static void saw(Scope scope, String operation, Tensor result, Tensor... operands) {
        Trace trace = scope.trace();
        if (trace != null && !trace.telling) {
            trace.tell(new Step(operation, List.of(operands), result, Autograd.enabled()));
        }
    }

    private void tell(Step step) {
        telling = true;
        try {
            listener.accept(step);
        } finally {
            telling = false;
        }
    }

    @Override
    public void close() {
        scope.trace(outer);
    }
}
