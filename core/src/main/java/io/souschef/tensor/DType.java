package io.souschef.tensor;

import java.util.Locale;

/** The type of a tensor's elements, by PyTorch's names. */
public enum DType {
    FLOAT32,
    FLOAT64,
    INT64,
    INT32,
    UINT8,
    BOOL;

    /** Whether it has fractions, NaN and infinities. */
    public boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** PyTorch's spelling, e.g. {@code float32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws UnknownType where it is none of these */
    static DType named(String name) {
        for (DType type : values()) {
            if (type.toString().equals(name)) {
                return type;
            }
        }
        throw new UnknownType(name);
    }
}
