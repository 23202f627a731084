package io.souschef.tensor.internal;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** JavaCPP's scope of pointers. {@code Scope} in {@code io.souschef.tensor} adds the name, the parent and the thread. */
public final class Memory implements AutoCloseable {
    private final PointerScope pointers;

    public Memory() {
        Libtorch.load();
        pointers = new PointerScope();
    }

    /** Takes the tensor over as well, so that it lives until this closes. */
    public void attach(Raw raw) {
        pointers.attach(raw.torch());
    }

    @Override
    public void close() {
        pointers.close();
    }

    /** Native objects alive in this process and known to JavaCPP. Zero means that it does not count: a leak test must refuse. */
    public static long livePointers() {
        return Pointer.totalCount();
    }

    /** Bytes of this process in physical memory. */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }
}
