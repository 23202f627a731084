package io.souschef.tensor.internal;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Two pools of threads share the processor: OpenMP's, which libtorch's own kernels use, and OpenBLAS's. A thread of OpenMP's
 * that waits for work spins, on the very core where OpenBLAS then wants to multiply: left alone, a step of a small MLP takes
 * 17 to 100 ms rather than 0.6. docs/engine.md has the measurements.
 *
 * <p>GNU's OpenMP spins 300,000 turns before it sleeps, but only 1,000 once it has more threads than there are cores. So on
 * Linux one sleeping thread is given a team of its own, which it never uses again. Elsewhere OpenBLAS gets one thread.
 */
final class Threads {
    private static final long LARGE = 1 << 20; // elements: enough for libtorch to spread an addition over all threads

    /**
     * Elements of an operation below which waking the other threads costs more than they do. Adam on two cores: 109 thousand
     * take 66 µs alone and 120 µs together, 1.9 million 714 and 531.
     */
    private static final long SMALL = 1 << 19;

    private Threads() {}

    /** Once, after libtorch is loaded and before anything is computed. */
    static void reconcile() {
        int n = torch.get_num_threads();
        if (n > 1 && isGnu()) {
            shortenSpinning();
        }
        blas(n);
    }

    static void set(int n) {
        torch.set_num_threads(n);
        blas(n);
    }

    /**
     * Runs an operation over so many elements on as many threads as pay off. For operations whose every element is computed by
     * one thread: those give the same bits on any number.
     */
    static <T> T forElements(long elements, Supplier<T> operation) {
        int n = torch.get_num_threads();
        if (n == 1 || elements >= SMALL) {
            return operation.get();
        }
        torch.set_num_threads(1);
        try {
            return operation.get();
        } finally {
            torch.set_num_threads(n);
        }
    }

    static int blas() {
        return openblas.blas_get_num_threads();
    }

    private static void blas(int n) {
        openblas.blas_set_num_threads(isGnu() ? n : 1);
    }

    private static boolean isGnu() {
        return Loader.getPlatform().startsWith("linux");
    }

    private static void shortenSpinning() {
        CountDownLatch parallel = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Thread sleeper = new Thread(
                () -> {
                    try {
                        try (PointerScope scope = new PointerScope()) {
                            Tensor ones = torch.ones(LARGE);
                            ones.add(ones);
                        } finally {
                            parallel.countDown();
                        }
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "souschef-openmp");
        sleeper.setDaemon(true);
        sleeper.start();
        try {
            parallel.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
