package io.souschef.tensor.internal;

import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Gradients. */
public final class Autograd {
    private Autograd() {}

    public static boolean enabled() {
        return GradMode.is_enabled();
    }

    /** For the calling thread. */
    public static void enable(boolean on) {
        Libtorch.load();
        GradMode.set_enabled(on);
    }

    public static void backward(Raw loss) {
        loss.torch().backward();
    }

    public static void backward(Raw output, Raw gradient, boolean retainGraph) {
        output.torch().backward(gradient.torch(), new BoolOptional(retainGraph), false, new TensorArrayRefOptional());
    }

    public static boolean hasGrad(Raw a) {
        return a.torch().grad().defined();
    }

    public static Raw grad(Raw a) {
        return Raw.within(a.torch().grad());
    }

    /** d(sum of outputs · gradient) / d(inputs); a missing dependency gives an undefined tensor. */
    public static Raw[] grad(List<Raw> outputs, List<Raw> inputs, List<Raw> gradients) {
        TensorVector found = torch.grad(
                Shaping.vector(outputs),
                Shaping.vector(inputs),
                Shaping.vector(gradients),
                new BoolOptional(true),
                false,
                true);
        Raw[] grads = new Raw[inputs.size()];
        for (int i = 0; i < grads.length; i++) {
            grads[i] = Raw.within(found.get(i));
        }
        return grads;
    }

    public static boolean defined(Raw a) {
        return a.torch().defined();
    }

    public static void clearGrad(Raw a) {
        a.torch().mutable_grad().reset();
    }

    public static void zeroGrad(Raw a) {
        a.torch().mutable_grad().zero_();
    }

    public static void setGrad(Raw a, Raw gradient) {
        a.torch().mutable_grad().put(gradient.torch());
    }

    public static void requireGrad(Raw a, boolean on) {
        a.torch().set_requires_grad(on);
    }

    public static boolean requiresGrad(Raw a) {
        return a.torch().requires_grad();
    }

    public static boolean isLeaf(Raw a) {
        return a.torch().is_leaf();
    }
}
