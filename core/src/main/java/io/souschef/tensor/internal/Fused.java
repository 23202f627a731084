package io.souschef.tensor.internal;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
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
    private static final OperatorHandle ADAM = operator("aten::_fused_adam_", "");
    private static final OperatorHandle ADAMW = operator("aten::_fused_adamw_", "");
    private static final OperatorHandle SGD = operator("aten::_fused_sgd_", "");
    private static final OperatorHandle ADD_NUMBER = operator("aten::_foreach_add_", "Scalar");
    private static final IValue NO_TENSORS = noTensors();

    private Fused() {}

    /**
     * Adam, or AdamW when {@code decoupled}. All lists have the length of {@code parameters}; each of {@code steps} is first
     * counted up by one.
     */
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
        IValue counts = list(steps);
        ADD_NUMBER.callBoxed(new IValueVector(counts, new IValue(1L)));
        call(
                decoupled ? ADAMW : ADAM,
                parameters,
                new IValueVector(
                        list(parameters),
                        list(gradients),
                        list(firstMoments),
                        list(secondMoments),
                        list(List.of()),
                        counts,
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

    /** SGD; {@code first} says that the buffers hold nothing yet. Without momentum there must be none. */
    public static void sgd(
            List<Raw> parameters,
            List<Raw> gradients,
            List<Raw> buffers,
            double rate,
            double momentum,
            double weightDecay,
            boolean nesterov,
            boolean first) {
        call(
                SGD,
                parameters,
                new IValueVector(
                        list(parameters),
                        list(gradients),
                        list(momentum == 0 ? List.of() : buffers),
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

    private static void call(OperatorHandle update, List<Raw> parameters, IValueVector arguments) {
        long elements = parameters.stream().mapToLong(Raw::numel).sum();
        Threads.forElements(elements, () -> {
            update.callBoxed(arguments);
            return arguments;
        });
    }

    private static OperatorHandle operator(String name, String overload) {
        Libtorch.load();
        OperatorHandle handle = Dispatcher.singleton().findSchemaOrThrow(name, overload);
        handle.retainReference(); // for good, whatever scope is open when this class is first used
        return handle;
    }

    /** An empty boxed list of tensors. JavaCPP can't make one; unbind gives a list, which is then emptied. */
    private static IValue noTensors() {
        try (PointerScope scope = new PointerScope()) {
            IValueVector stack = new IValueVector(new IValue(torch.zeros(1)), new IValue(0L));
            operator("aten::unbind", "int").callBoxed(stack);
            IValue boxed = new IValue(stack.get(0));
            boxed.toTensorList().clear();
            boxed.retainReference();
            return boxed;
        }
    }

    /** A boxed list of these tensors. */
    private static IValue list(List<Raw> tensors) {
        IValue boxed = NO_TENSORS.deepcopy();
        TensorList list = boxed.toTensorList();
        for (Raw raw : tensors) {
            list.push_back(raw.torch());
        }
        return boxed;
    }
}
