package io.souschef.tensor;

/** Where tensors live and operations run. A scope hands its place down to the scopes opened inside it. */
public enum Place {
    CPU,
    CUDA;

    /** libtorch's name, {@code cpu} or {@code cuda}. */
    @Override
    public String toString() {
        return this == CPU ? "cpu" : "cuda";
    }
}
