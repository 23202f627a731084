package io.souschef.tensor;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A tensor was made where nothing would free it. */
public final class NoOpenScope extends Problem {
    NoOpenScope() {
        super(Message.of("no scope is open on thread '" + Thread.currentThread().getName()
                        + "', so nothing would free this tensor")
                .expected("a tensor to be made inside a Scope or a Batch")
                .fix("try (Scope scope = Scope.open(\"my work\")) { ... }"));
    }
}
