package io.souschef.tensor;

import io.souschef.tensor.internal.Autograd;
import org.jspecify.annotations.Nullable;

/**
 * While open, operations of this thread record nothing for a backward pass: evaluation, and updates of the weights.
 *
 * <pre>{@code
 * try (NoGrad off = NoGrad.open()) {
 *     Tensor logits = net.forward(x);
 * }
 * }</pre>
 *
 * One that was forgotten ends with the scope it was opened in: gradients can't stay off for good.
 */
public final class NoGrad implements AutoCloseable {
    private final boolean before = Autograd.enabled();
    private final Scope scope = Scope.innermost();
    private final @Nullable NoGrad outer = scope.noGrad();
    private boolean open = true;

    private NoGrad() {
        scope.noGrad(this);
        Autograd.enable(false);
    }

    /** @throws NoOpenScope when no scope is open on this thread */
    public static NoGrad open() {
        return new NoGrad();
    }

    /** Restores what was before. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        scope.checkThread();
        NoGrad inner = scope.noGrad();
        while (inner != null && inner != this) {
            inner.close();
            inner = scope.noGrad();
        }
        open = false;
        scope.noGrad(outer);
        Autograd.enable(before);
    }
}
