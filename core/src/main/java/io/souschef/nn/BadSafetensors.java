package io.souschef.nn;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A file of tensors can't be read. */
public final class BadSafetensors extends Problem {
    BadSafetensors(Path file, String got) {
        super(Message.of("can't read tensors from " + file)
                .got(got)
                .expected("a whole safetensors file of F32, F64, I64, I32, U8 or BOOL tensors")
                .fix("copy the file again, or write it anew"));
    }
}
