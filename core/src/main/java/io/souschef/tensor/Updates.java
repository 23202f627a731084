package io.souschef.tensor;

import io.souschef.tensor.internal.Fused;
import java.util.List;

/** Updates of many parameters in one native call. In place; the lists go together by position. */
public final class Updates {
    private Updates() {}

    /** Everything that Adam needs to know, as in Kingma and Ba 2015, algorithm 1. */
    public record AdamRule(
            double rate, double beta1, double beta2, double eps, double weightDecay, boolean decoupled) {}

    /**
     * One step of Adam (weight decay added to the gradient) or AdamW (decoupled).
     *
     * @param steps number of steps taken before this one, one float32 number per parameter; counted up by one
     */
    public static void adam(
            AdamRule rule,
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<Tensor> firstMoments,
            List<Tensor> secondMoments,
            List<Tensor> steps) {
        if (parameters.isEmpty()) {
            return;
        }
        try (Scope scope = Scope.open("adam")) {
            Fused.adam(
                    raw(parameters),
                    raw(gradients),
                    raw(firstMoments),
                    raw(secondMoments),
                    raw(steps),
                    rule.decoupled(),
                    rule.rate(),
                    rule.beta1(),
                    rule.beta2(),
                    rule.weightDecay(),
                    rule.eps());
        }
    }

    /** What SGD needs to know, by PyTorch's definition of momentum: the rate is outside of the buffer. */
    public record SgdRule(double rate, double momentum, boolean nesterov, double weightDecay) {}

    /** One step of SGD with momentum; {@code first} says that the buffers hold nothing yet. */
    public static void sgd(
            SgdRule rule, List<Tensor> parameters, List<Tensor> gradients, List<Tensor> buffers, boolean first) {
        if (parameters.isEmpty()) {
            return;
        }
        try (Scope scope = Scope.open("sgd")) {
            Fused.sgd(
                    raw(parameters),
                    raw(gradients),
                    raw(buffers),
                    rule.rate(),
                    rule.momentum(),
                    rule.weightDecay(),
                    rule.nesterov(),
                    first);
        }
    }

    private static List<io.souschef.tensor.internal.Raw> raw(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::raw).toList();
    }
}
