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

    static DType named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
