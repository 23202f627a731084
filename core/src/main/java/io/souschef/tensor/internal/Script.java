package io.souschef.tensor.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolType;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NamedTensor;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Type;
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

    /**
     * Writes a module with this code for its {@code forward}, and these tensors under their dotted names.
     *
     * @throws RuntimeException libtorch's, when it can't compile the code or write the file
     */
    public static void save(String file, String code, Map<String, Raw> parameters, Map<String, Raw> buffers) {
        Libtorch.load();
        try (PointerScope scope = new PointerScope()) {
            Map<String, JitModule> parts = new LinkedHashMap<>();
            parts.put("", module(""));
            parameters.forEach(
                    (name, raw) -> part(parts, above(name)).register_parameter(last(name), raw.torch(), false));
            buffers.forEach((name, raw) -> part(parts, above(name)).register_buffer(last(name), raw.torch()));
            parts.forEach((name, part) -> {
                if (!name.isEmpty()) {
                    part(parts, above(name)).register_module(last(name), part);
                }
            });
            JitModule whole = part(parts, "");
            whole.define(code);
            whole.save(file);
        }
    }

    /** The module of this name, made with all above it where it is missing. */
    private static JitModule part(Map<String, JitModule> parts, String name) {
        JitModule known = parts.get(name);
        if (known != null) {
            return known;
        }
        part(parts, above(name));
        JitModule part = module(name);
        parts.put(name, part);
        return part;
    }

    private static JitModule module(String name) {
        JitModule module = new JitModule(new QualifiedName("__torch__.souschef.net" + name.replaceAll("^|\\.", "_")));
        module.register_attribute("training", new Type.TypePtr(BoolType.get().get()), new IValue(false));
        return module;
    }

    private static String above(String name) {
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
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
        all.put(named.name().getString(), Raw.within(named.value()));
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
        return Raw.within(result.toTensor());
    }

    @Override
    public void close() {
        module.releaseReference();
    }
}
