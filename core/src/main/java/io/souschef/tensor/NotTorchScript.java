package io.souschef.tensor;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A file holds no TorchScript net. */
public final class NotTorchScript extends Problem {
    NotTorchScript(Path file, String got) {
        super(Message.of("can't read a net from " + file)
                .got(got.lines().findFirst().orElse("").strip())
                .expected("TorchScript: code and weights; a state_dict has no code")
                .fix("in Python: torch.jit.script(net).save(\"net.pt\")"));
    }

    /** For those that have to read the file before libtorch is there. */
    public static NotTorchScript noSuchFile(Path file) {
        return new NotTorchScript(file, "no such file");
    }
}
