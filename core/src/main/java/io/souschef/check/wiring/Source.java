package io.souschef.check.wiring;

import java.util.List;

/**
 * What an operation was computed from.
 *
 * @param kind where it comes from
 * @param name the dotted name of a parameter or buffer, the name of an input, the number of an unregistered leaf; else empty
 * @param op the index of the operation that made it; −1 if none did
 * @param shape its sizes
 */
public record Source(Kind kind, String name, int op, List<Long> shape) {
    /** Where an operand comes from. */
    public enum Kind {
        /** Another operation. */
        RESULT,
        /** A parameter of the net. */
        PARAMETER,
        /** A buffer of the net. */
        BUFFER,
        /** The batch's input. */
        INPUT,
        /** The batch's target. */
        TARGET,
        /** A tensor that asks for gradients and is no parameter of the net. */
        STRAY,
        /** Anything else: a mask, a table, something made outside of what a trace sees. */
        CONSTANT
    }

    public Source {
        shape = List.copyOf(shape);
    }

    public boolean isParameter() {
        return kind == Kind.PARAMETER;
    }

    public boolean isResult() {
        return kind == Kind.RESULT;
    }
}
