package io.souschef.tensor.internal;

import org.bytedeco.pytorch.TensorOptional;
import org.jspecify.annotations.Nullable;

/** C++ optionals, which JavaCPP spells as classes of their own. */
final class Options {
    private Options() {}

    static TensorOptional some(Raw raw) {
        return new TensorOptional(raw.torch());
    }

    static TensorOptional of(@Nullable Raw raw) {
        return raw == null ? new TensorOptional() : some(raw);
    }
}
