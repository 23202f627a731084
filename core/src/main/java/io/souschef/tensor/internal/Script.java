package io.souschef.tensor.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NamedTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.named_buffer_iterator;
import org.bytedeco.pytorch.named_buffer_list;
import org.bytedeco.pytorch.named_parameter_iterator;
import org.bytedeco.pytorch.named_parameter_list;

/** A TorchScript module: code and tensors from a file. The tensors that it hands out are its own, not copies. */
public final class Script implements AutoCloseable {
    private final JitModule module;

    private Script(JitModule module) {
        this.module = module;
    }

    /** @throws RuntimeException libtorch's, when the file is nothing that it can read */
    public static Script load(String file) {
        Libtorch.load();
        try (PointerScope scope = new PointerScope()) {
            JitModule module = torch.load(file);
            module.retainReference();
            return new Script(module);
        }
    }

    /** By dotted name, each with a handle of its own in the innermost scope. */
    public Map<String, Raw> parameters() {
        Map<String, Raw> all = new LinkedHashMap<>();
        named_parameter_list list = module.named_parameters();
        named_parameter_iterator at = list.begin();
        for (long i = 0; i < list.size(); i++, at.increment()) {
            put(all, at.multiply());
        }
        return all;
    }

    /** The same for buffers. */
    public Map<String, Raw> buffers() {
        Map<String, Raw> all = new LinkedHashMap<>();
        named_buffer_list list = module.named_buffers();
        named_buffer_iterator at = list.begin();
        for (long i = 0; i < list.size(); i++, at.increment()) {
            put(all, at.multiply());
        }
        return all;
    }

    private static void put(Map<String, Raw> all, NamedTensor named) {
        all.put(named.name().getString(), new Raw(new Tensor(named.value())));
    }

    /** What it is asked for is drawn from libtorch's own generator, which starts at {@code seed} for it. */
    public Raw forward(Raw x, boolean training, long seed) {
        module.train(training);
        if (training) {
            torch.manual_seed(seed);
        }
        IValue result = module.forward(new IValueVector(new IValue(x.torch())));
        if (!result.isTensor()) {
            throw new IllegalStateException(
                    "forward gives a " + result.tagKind().getString() + ", not one tensor");
        }
        return new Raw(new Tensor(result.toTensor()));
    }

    @Override
    public void close() {
        module.releaseReference();
    }
}
