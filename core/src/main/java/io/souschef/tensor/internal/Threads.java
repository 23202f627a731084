package io.souschef.tensor.internal;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Two pools of threads share the processor: OpenMP's, which libtorch's own kernels use, and OpenBLAS's. A thread of OpenMP's
 * that waits for work spins, on the very core where OpenBLAS then wants to multiply: left alone, a step of a small MLP takes
 * 17 to 100 ms rather than 0.6. docs/engine.md has the measurements.
 *
 * <p>So the cores belong to one pool at a time. While matrices are multiplied, to OpenBLAS: GNU's OpenMP spins 300,000 turns
 * before it sleeps, but only 1,000 once it has more threads than there are cores, so on Linux one sleeping thread is given a team
 * of its own. A net that convolves wants OpenMP's threads awake, a dozen times in each layer: from its first convolution on the
 * sleeper is gone, and OpenBLAS has one thread, as it always has elsewhere.
 *
 * <p>Unless other programs compute on the same cores: a thread that spins then waits for one that isn't running, until the next turn
 * of the scheduler. So there the sleeper comes back, and goes when they have gone. How many threads compute, and so the bits, stay the same.
 */
final class Threads {
    private static final long LARGE = 1 << 20; // elements: enough for libtorch to spread an addition over all threads

    /**
     * Elements of an operation below which waking the other threads costs more than they do. Adam on two cores: 109 thousand
     * take 66 µs alone and 120 µs together, 1.9 million 714 and 531.
     */
    private static final long SMALL = 1 << 19;

    /** Whom the cores belong to, and the thread whose team makes OpenMP sleep early. */
    private static volatile boolean convolving;

    private static boolean ready;

    private static @Nullable Sleeper sleeper;

    private static @Nullable Crowding crowding;

    /** When to look next whether others compute, too. */
    private static volatile long next = Long.MIN_VALUE;

    private Threads() {}

    /** The cores for products of matrices: the state after loading, before anything is computed. */
    static synchronized void forMatrices() {
        if (ready && !convolving) {
            return;
        }
        ready = true;
        convolving = false;
        int n = torch.get_num_threads();
        sleepEarly(n > 1);
        blas(n);
    }

    /** The cores for convolutions. */
    static void forConvolutions() {
        if (!convolving) {
            takeFromBlas();
        } else if (System.nanoTime() - next >= 0) {
            makeRoom();
        }
    }

    private static synchronized void takeFromBlas() {
        convolving = true;
        blas(1);
        makeRoom();
    }

    /** OpenMP's threads spin while the cores are ours alone. */
    private static synchronized void makeRoom() {
        if (crowding == null) {
            crowding = Crowding.ofThisProcess();
        }
        long now = System.nanoTime();
        next = now + Crowding.APART;
        sleepEarly(torch.get_num_threads() > 1 && crowding.at(now));
    }

    private static void sleepEarly(boolean early) {
        if (early && isGnu() && sleeper == null) {
            sleeper = Sleeper.start();
        } else if (!early && sleeper != null) {
            sleeper.end();
            sleeper = null;
        }
    }

    static synchronized void set(int n) {
        torch.set_num_threads(n);
        blas(convolving ? 1 : n);
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

    /**
     * Runs what factors or solves with OpenBLAS's one thread. Of a Cholesky factorisation its threads wait for each other more than they
     * compute: of 1,050 unknowns one took 147 ms and two 298, of 300 30 and 70, of 2,000 448 and 840 (median of nine, busy cores).
     */
    static <T> T forEquations(Supplier<T> operation) {
        blas(1);
        try {
            return operation.get();
        } finally {
            returnToBlas();
        }
    }

    private static synchronized void returnToBlas() {
        blas(convolving ? 1 : torch.get_num_threads());
    }

    static int blas() {
        return openblas.blas_get_num_threads();
    }

    private static void blas(int n) {
        try (PointerScope scope = new PointerScope()) { // the call leaves one behind
            openblas.blas_set_num_threads(isGnu() ? n : 1);
        }
    }

    private static boolean isGnu() {
        return Loader.getPlatform().startsWith("linux");
    }

    /** A thread with a team of OpenMP's threads that it never uses again. When it ends, so do they. */
    private static final class Sleeper {
        private final CountDownLatch parallel = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);
        private final Thread thread = new Thread(this::sleep, "souschef-openmp");

        static Sleeper start() {
            Sleeper sleeper = new Sleeper();
            sleeper.thread.setDaemon(true);
            sleeper.thread.start();
            sleeper.await(sleeper.parallel);
            return sleeper;
        }

        private void sleep() {
            try (PointerScope scope = new PointerScope()) {
                Tensor ones = torch.ones(LARGE);
                ones.add(ones);
            } finally {
                parallel.countDown();
            }
            await(over);
        }

        void end() {
            over.countDown();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
