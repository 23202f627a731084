package io.souschef.tensor;

import io.souschef.tensor.internal.Raw;
import io.souschef.tensor.internal.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A net in a file of TorchScript, as Python saves with {@code torch.jit.save}: libtorch runs its code on its own tensors. Whoever loads it closes it. */
public final class TorchScript implements AutoCloseable {
    private final Script script;

    private TorchScript(Script script) {
        this.script = script;
    }

    /** @throws NotTorchScript when there is no such file, or libtorch can't read it */
    public static TorchScript load(Path file) {
        if (!Files.isRegularFile(file)) {
            throw NotTorchScript.noSuchFile(file);
        }
        try {
            return new TorchScript(Script.load(file.toString()));
        } catch (RuntimeException libtorch) {
            throw new NotTorchScript(file, String.valueOf(libtorch.getMessage()));
        }
    }

    /**
     * Writes a net that Python's {@code torch.jit.load} reads. It is in evaluation mode.
     *
     * @param code of its {@code forward(self, x: Tensor) -> Tensor}, in TorchScript
     * @param parameters by dotted name: the code calls that of "fc.weight" {@code self.fc.weight}
     */
    public static void write(Path file, String code, Map<String, Tensor> parameters, Map<String, Tensor> buffers) {
        Script.save(file.toString(), code, raws(parameters), raws(buffers));
    }

    private static Map<String, Raw> raws(Map<String, Tensor> tensors) {
        Map<String, Raw> all = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> all.put(name, tensor.raw()));
        return all;
    }

    /** Its parameters by dotted name, in the innermost scope: its own, not copies. */
    public Map<String, Tensor> parameters() {
        return tensors(script.parameters());
    }

    /** Its buffers, likewise. */
    public Map<String, Tensor> buffers() {
        return tensors(script.buffers());
    }

    private static Map<String, Tensor> tensors(Map<String, Raw> raws) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        raws.forEach((name, raw) -> all.put(name, Tensor.unsafe(raw)));
        return all;
    }

    /**
     * Its output for {@code x}, in the innermost scope.
     *
     * @param training its mode
     * @param seed of what it draws in training
     */
    public Tensor forward(Tensor x, boolean training, long seed) {
        return Tensor.op(
                "a TorchScript net", "what its forward takes", () -> script.forward(x.raw(), training, seed), x);
    }

    @Override
    public void close() {
        script.close();
    }
}
