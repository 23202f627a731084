package io.souschef.tensor;

import io.souschef.tensor.internal.Libtorch;
import io.souschef.tensor.internal.Memory;
import java.util.function.Supplier;

/** What computes: libtorch, its threads, the device. Everything here loads libtorch when it is first asked. */
public final class Engine {
    private Engine() {}

    /** libtorch's version, e.g. {@code 2.10.0}. */
    public static String version() {
        return Libtorch.version();
    }

    /** Threads that one operation may use. */
    public static int threads() {
        return Libtorch.threads();
    }

    /** Sets the number of threads that one operation may use. The same bits need the same number. */
    public static void threads(int n) {
        Libtorch.threads(n);
    }

    /** Does {@code work} with one thread for each of its operations, if {@code one}, and has all of them again afterwards. */
    public static <T> T onOneThread(boolean one, Supplier<T> work) {
        int all = threads();
        if (!one || all == 1) {
            return work.get();
        }
        threads(1);
        try {
            return work.get();
        } finally {
            threads(all);
        }
    }

    /**
     * Gives the cores back to products of matrices, whom a convolution takes them from: to be called before a net without
     * convolutions is trained, in a process where another has convolved. Without it the results are right, and late.
     */
    public static void forMatrices() {
        Libtorch.forMatrices();
    }

    /** What multiplies matrices, e.g. {@code OpenBLAS, 2 threads}. */
    public static String blas() {
        return "OpenBLAS, " + counted(Libtorch.blasThreads());
    }

    /** How many threads one operation uses: {@code 2 threads}. */
    public static String threadsInWords() {
        return counted(threads());
    }

    private static String counted(int threads) {
        return threads + (threads == 1 ? " thread" : " threads");
    }

    /** The widest vector instructions that libtorch found on this processor, e.g. {@code AVX512}. */
    public static String instructions() {
        return Libtorch.instructions();
    }

    /** The best place that this machine and this build of libtorch offer. */
    public static Place best() {
        return Libtorch.hasCuda() ? Place.CUDA : Place.CPU;
    }

    /** @throws NoSuchPlace when {@code place} can't be used here */
    public static void check(Place place) {
        if (place == Place.CUDA && !Libtorch.hasCuda()) {
            throw new NoSuchPlace(place, "libtorch " + version() + " without a usable CUDA device");
        }
    }

    /** Native objects alive in this process. The measure of leak tests; it never counts Java's garbage. */
    public static long livePointers() {
        return Memory.livePointers();
    }

    /** Bytes of this process in physical memory. */
    public static long residentBytes() {
        return Memory.residentBytes();
    }
}
