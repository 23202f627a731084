package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;
import java.util.Optional;

/** y = x Wᵀ + b. Shape [N, ..., in] → [N, ..., out]. Parameters {@code weight} [out, in] and {@code bias} [out]. */
public final class Linear extends Layer {
    private final Tensor weight;
    private final Optional<Tensor> bias;

    public Linear(int in, int out) {
        this(in, out, true);
    }

    public Linear(int in, int out, boolean bias) {
        this.weight = parameter("weight", Init.torchDefault(), out, in);
        this.bias = bias ? Optional.of(parameter("bias", Init.torchDefaultBias(in), out)) : Optional.empty();
    }

    /** With other weights to begin with than PyTorch's. */
    public Linear(int in, int out, Init weight, Init bias) {
        this.weight = parameter("weight", weight, out, in);
        this.bias = Optional.of(parameter("bias", bias, out));
    }

    public Tensor weight() {
        return weight;
    }

    public Optional<Tensor> bias() {
        return bias;
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor out = Functional.linear(x, weight, bias);
        worked(out.numel() / out.size(0) / out.size(-1) * weight.numel());
        return out;
    }
}
