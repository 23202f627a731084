package io.souschef.nn;

import io.souschef.files.AtomicFile;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.TorchScript;
import java.nio.file.Path;
import java.util.Map;

/** A net that can be written as TorchScript, so that Python and C++ run it without any code of ours. */
public interface Scripted {
    /** What it computes in evaluation mode, in TorchScript: of {@code x}, assigned to {@code x} anew. */
    void script(Code code);

    /**
     * Writes {@code net} with its weights; {@code torch.jit.load} reads it. It is in evaluation mode for good: nothing is dropped, and BatchNorm has
     * its running statistics.
     */
    static void write(Scripted net, Path file) {
        Code code = new Code();
        net.script(code);
        AtomicFile.replace(file, draft -> TorchScript.write(draft, code.forward(), net.parameters(), net.buffers()));
    }

    /** As of any {@link Layer}. */
    Map<String, Tensor> parameters();

    /** As of any {@link Layer}. */
    Map<String, Tensor> buffers();
}
