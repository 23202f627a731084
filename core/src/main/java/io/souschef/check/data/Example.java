package io.souschef.check.data;

import java.util.Arrays;

/**
 * One example as it came to the net.
 *
 * @param id as the program gives it
 * @param batch in which it came
 * @param hash of all inputs, to the last bit
 * @param finite whether all numbers of the inputs are, kept or not
 * @param input all inputs one after the other; empty where there was no room to keep them
 * @param target row by row
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Example(long id, int batch, long hash, boolean finite, float[] input, float[] target) {
    /** Whether both are to be predicted as the same. */
    public boolean sameTarget(Example other) {
        return Arrays.equals(target, other.target);
    }

    /** The class, where the target is one number. */
    public int label() {
        return (int) target[0];
    }
}
