package io.souschef.tensor;

import static io.souschef.tensor.Functional.IGNORE_INDEX;

import io.souschef.tensor.internal.Functional;
import java.util.Optional;

/** Losses, as a mean over the batch or per example. */
public final class Losses {
    private Losses() {}

    /** Logits [N, K] and classes int64 [N] → mean loss in nats. */
    public static Tensor crossEntropy(Tensor logits, Tensor target) {
        return crossEntropy(logits, target, 0);
    }

    /** With label smoothing: the target class gets 1 − smoothing, the rest is spread over all classes. */
    public static Tensor crossEntropy(Tensor logits, Tensor target, double smoothing) {
        return crossEntropy(logits, target, smoothing, Optional.empty(), true, IGNORE_INDEX);
    }

    /** The mean over those whose target isn't {@code ignoreIndex}. */
    public static Tensor crossEntropyIgnoring(Tensor logits, Tensor target, long ignoreIndex) {
        return crossEntropy(logits, target, 0, Optional.empty(), true, ignoreIndex);
    }

    /** Logits [N, K] and classes int64 [N] → loss per example [N], in nats. */
    public static Tensor crossEntropyEach(Tensor logits, Tensor target) {
        return crossEntropyEach(logits, target, IGNORE_INDEX);
    }

    /** The same, zero where the target is {@code ignoreIndex}. */
    public static Tensor crossEntropyEach(Tensor logits, Tensor target, long ignoreIndex) {
        return crossEntropy(logits, target, 0, Optional.empty(), false, ignoreIndex);
    }

    /** With a weight per class [K]; the mean is then the weighted one, as in PyTorch. */
    public static Tensor crossEntropy(Tensor logits, Tensor target, Tensor classWeights) {
        return crossEntropy(logits, target, 0, Optional.of(classWeights), true, IGNORE_INDEX);
    }

    private static Tensor crossEntropy(
            Tensor logits, Tensor target, double smoothing, Optional<Tensor> weights, boolean mean, long ignoreIndex) {
        return Tensor.op(
                "crossEntropy",
                "logits [N, K, ...] float32 and targets [N, ...] int64 from 0 to K − 1, or probabilities [N, K, ...]",
                () -> Functional.crossEntropy(
                        logits.raw(),
                        target.raw(),
                        io.souschef.tensor.Functional.raw(weights),
                        mean,
                        ignoreIndex,
                        smoothing),
                logits,
                target);
    }

    /** Logits and targets between 0 and 1, of one shape → mean loss in nats per element. */
    public static Tensor binaryCrossEntropy(Tensor logits, Tensor target) {
        sameShape("binaryCrossEntropy", logits, target);
        return Tensor.op(
                "binaryCrossEntropy",
                "float32 logits and targets of one shape",
                () -> Functional.binaryCrossEntropy(logits.raw(), target.raw(), true),
                logits,
                target);
    }

    /** Per element, the shape of the logits. */
    public static Tensor binaryCrossEntropyEach(Tensor logits, Tensor target) {
        sameShape("binaryCrossEntropyEach", logits, target);
        return Tensor.op(
                "binaryCrossEntropyEach",
                "float32 logits and targets of one shape",
                () -> Functional.binaryCrossEntropy(logits.raw(), target.raw(), false),
                logits,
                target);
    }

    /**
     * Mean squared error. Unlike PyTorch's it refuses to broadcast: [N, 1] against [N] would silently compare every
     * prediction with every target.
     */
    public static Tensor mse(Tensor output, Tensor target) {
        sameShape("mse", output, target);
        return Tensor.op("mse", "equal shapes", () -> Functional.mse(output.raw(), target.raw(), true), output, target);
    }

    /** Squared error per element. */
    public static Tensor mseEach(Tensor output, Tensor target) {
        sameShape("mseEach", output, target);
        return Tensor.op(
                "mseEach", "equal shapes", () -> Functional.mse(output.raw(), target.raw(), false), output, target);
    }

    /** Mean Huber loss: quadratic within {@code delta}, linear outside. Refuses to broadcast. */
    public static Tensor huber(Tensor output, Tensor target, double delta) {
        sameShape("huber", output, target);
        return Tensor.op(
                "huber",
                "equal shapes",
                () -> Functional.huber(output.raw(), target.raw(), delta, true),
                output,
                target);
    }

    /** Huber loss per element. */
    public static Tensor huberEach(Tensor output, Tensor target, double delta) {
        sameShape("huberEach", output, target);
        return Tensor.op(
                "huberEach",
                "equal shapes",
                () -> Functional.huber(output.raw(), target.raw(), delta, false),
                output,
                target);
    }

    private static void sameShape(String loss, Tensor output, Tensor target) {
        if (!output.shape().equals(target.shape())) {
            throw new WrongShape(
                    loss + " refused its operands",
                    "output " + output.shape() + " and target " + target.shape(),
                    "equal shapes; broadcasting would compare every output with every target");
        }
    }
}
