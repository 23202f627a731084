package io.souschef.tensor.internal;

import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.TensorList;
import org.bytedeco.pytorch.global.torch;

/**
 * One native call for the update of all parameters. JavaCPP wraps no method for these operators, so they are called by name,
 * with their arguments in a list of boxed values.
 */
public final class Fused {
    private Fused() {}

    /** Adam, or AdamW when {@code decoupled}. All lists have the length of {@code parameters}. */
    public static void adam(
            List<Raw> parameters,
            List<Raw> gradients,
            List<Raw> firstMoments,
            List<Raw> secondMoments,
            List<Raw> steps,
            boolean decoupled,
            double rate,
            double beta1,
            double beta2,
            double weightDecay,
            double eps) {
        operator(decoupled ? "aten::_fused_adamw_" : "aten::_fused_adam_", "")
                .callBoxed(new IValueVector(
                        list(parameters),
                        list(gradients),
                        list(firstMoments),
                        list(secondMoments),
                        list(List.of()),
                        list(steps),
                        new IValue(rate),
                        new IValue(beta1),
                        new IValue(beta2),
                        new IValue(weightDecay),
                        new IValue(eps),
                        new IValue(false),
                        new IValue(false),
                        new IValue(),
                        new IValue()));
    }

    /** SGD with momentum; {@code first} says that the buffers hold nothing yet. */
    public static void sgd(
            List<Raw> parameters,
            List<Raw> gradients,
            List<Raw> buffers,
            double rate,
            double momentum,
            double weightDecay,
            boolean nesterov,
            boolean first) {
        operator("aten::_fused_sgd_", "")
                .callBoxed(new IValueVector(
                        list(parameters),
                        list(gradients),
                        list(buffers),
                        new IValue(weightDecay),
                        new IValue(momentum),
                        new IValue(rate),
                        new IValue(0.0),
                        new IValue(nesterov),
                        new IValue(false),
                        new IValue(first),
                        new IValue(),
                        new IValue()));
    }

    private static OperatorHandle operator(String name, String overload) {
        return Dispatcher.singleton().findSchemaOrThrow(name, overload);
    }

    /** A boxed list of tensors. JavaCPP can't make an empty one; unbind returns one, which is then refilled. */
    private static IValue list(List<Raw> tensors) {
        IValueVector stack = new IValueVector(new IValue(torch.zeros(1)), new IValue(0L));
        operator("aten::unbind", "int").callBoxed(stack);
        IValue boxed = new IValue(stack.get(0));
        TensorList list = boxed.toTensorList();
        list.clear();
        for (Raw raw : tensors) {
            list.push_back(raw.torch());
        }
        return boxed;
    }
}
