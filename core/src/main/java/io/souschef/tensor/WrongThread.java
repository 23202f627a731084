package io.souschef.tensor;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A scope, or a tensor of a scope, was used by another thread than the one that opened it. */
public final class WrongThread extends Problem {
    WrongThread(String owner, Thread belongsTo) {
        super(Message.of(owner + " belongs to thread '" + belongsTo.getName() + "'")
                .got("a use of it by thread '" + Thread.currentThread().getName() + "'")
                .expected("scopes and their tensors to stay on the thread that opened them")
                .fix("hand Java arrays to other threads (toFloats()), and open a Scope there"));
    }
}
