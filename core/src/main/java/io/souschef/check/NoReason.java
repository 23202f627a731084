package io.souschef.check;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A check was left out, and nobody said why. */
public final class NoReason extends Problem {
    NoReason(String code) {
        super(Message.of("a check is left out for a reason")
                .got(code + ", for none")
                .expected("a few words for whoever reads the report")
                .fix("--without \"" + code + "=why it doesn't apply\", or without(\"" + code
                        + "\", \"why\") in a test"));
    }
}
