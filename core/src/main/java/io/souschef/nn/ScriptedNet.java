package io.souschef.nn;

import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.TorchScript;
import java.nio.file.Path;
import java.util.Map;

/**
 * A net written in Python, from the file that {@code torch.jit.script(net).save("net.pt")} makes, as a layer like any other: it can
 * be trained, saved, checked. What happens inside isn't seen by a {@link io.souschef.tensor.Trace}.
 *
 * <p>Its weights are the file's. The seed is that of what it draws in training, for dropout: each pass starts libtorch's own
 * generator anew.
 */
public final class ScriptedNet extends Layer {
    private final TorchScript script;
    private final RandomStream stream;
    private long draws;

    /**
     * @throws io.souschef.tensor.NotTorchScript when the file holds no such net
     * @throws io.souschef.tensor.UnknownType when its weights are of a type that is not worked with, e.g. float16
     */
    public ScriptedNet(Path file, long seed) {
        this.stream = RandomStream.of(seed, "TorchScript");
        this.script = TorchScript.load(file);
        try (Scope scope = Scope.open("load " + file.getFileName())) {
            adopt(script.parameters(), true);
            adopt(script.buffers(), false);
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    /** A layer inside for each part of the dotted names, so that they are the same as in Python. */
    private void adopt(Map<String, Tensor> tensors, boolean trained) {
        tensors.values().forEach(Tensor::dtype); // one clear error now, rather than one wherever it is asked for
        tensors.forEach((name, tensor) -> {
            Layer inside = this;
            String[] path = name.split("\\.", -1);
            for (int i = 0; i < path.length - 1; i++) {
                Layer known = inside.children().get(path[i]);
                inside = known == null ? inside.add(path[i], new Part()) : known;
            }
            inside.adopt(path[path.length - 1], tensor, trained);
        });
    }

    @Override
    public Tensor forward(Tensor x) {
        return script.forward(x, isTraining(), isTraining() ? stream.bits(draws++) : 0);
    }

    @Override
    protected long draws() {
        return draws;
    }

    @Override
    protected void draws(long n) {
        draws = n;
    }

    @Override
    public void close() {
        super.close();
        script.close();
    }

    /** Tensors under a name; the code that uses them is the script's. */
    private static final class Part extends Layer {
        @Override
        public Tensor forward(Tensor x) {
            throw new UnsupportedOperationException("a part of a TorchScript net runs only with the whole");
        }
    }
}
