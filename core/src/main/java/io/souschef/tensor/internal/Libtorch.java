package io.souschef.tensor.internal;

import java.util.Objects;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** Loads libtorch once, in the only order that works. */
public final class Libtorch {
    private Libtorch() {}

    /** Loads libtorch if nobody has yet; cheap afterwards. */
    public static void load() {
        Loaded.touch();
    }

    /** libtorch's own version, without the bridge's: {@code 2.10.0}. */
    public static String version() {
        String both = Objects.toString(torch.class.getPackage().getImplementationVersion(), "unknown");
        return both.contains("-") ? both.substring(0, both.indexOf('-')) : both;
    }

    public static int threads() {
        load();
        return torch.get_num_threads();
    }

    public static void threads(int n) {
        load();
        Threads.set(n);
    }

    public static void forMatrices() {
        load();
        Threads.forMatrices();
    }

    /** Threads that one matrix product may use. */
    public static int blasThreads() {
        load();
        return Threads.blas();
    }

    /** The widest vector instructions that libtorch found here: {@code AVX512}, {@code AVX2}, {@code DEFAULT}. */
    public static String instructions() {
        load();
        return torch.get_cpu_capability().getString();
    }

    public static boolean hasCuda() {
        load();
        return torch.hasCUDA() && torch.cuda_is_available();
    }

    public static void deterministic(boolean on) {
        load();
        torch.globalContext().setDeterministicAlgorithms(on, true);
    }

    private static final class Loaded {
        static {
            Loader.load(torch.class);
            Threads.forMatrices();
        }

        static void touch() {}
    }
}
