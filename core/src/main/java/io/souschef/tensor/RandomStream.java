package io.souschef.tensor;

import io.souschef.tensor.internal.Making;
import java.nio.charset.StandardCharsets;

/**
 * Named, seeded, counter-based random numbers. A stream is a pure function of (seed, purpose, counters): it has no state,
 * so that drawing in one place never moves another, and what was drawn at epoch 7 for example 12 can be drawn again without
 * the epochs before.
 *
 * <pre>{@code
 * RandomStream flips = RandomStream.of(1337, "flip");
 * boolean flip = flips.at(epoch, example).uniform(0) < 0.5;
 * }</pre>
 *
 * The generator is SplitMix64 (Steele, Lea and Flood 2014), keyed by its own mixing function over seed, purpose and counters.
 * Tensors are filled by libtorch's Mersenne twister, seeded with the same key, on the CPU: the same bits on every device.
 */
public record RandomStream(long key) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** @param purpose what the numbers are for, e.g. "init fc1.weight"; another purpose gives other numbers */
    public static RandomStream of(long seed, String purpose) {
        long key = mix(seed + GOLDEN);
        for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
            key = mix(key ^ (b & 0xff)) + GOLDEN;
        }
        return new RandomStream(mix(key));
    }

    /** The stream inside this one for a purpose of its own. */
    public RandomStream named(String purpose) {
        return of(key, purpose);
    }

    /** The stream inside this one at these counters, e.g. (epoch, example). */
    public RandomStream at(long... counters) {
        long k = key;
        for (long counter : counters) {
            k = mix(k ^ mix(counter + GOLDEN)) + GOLDEN;
        }
        return new RandomStream(k);
    }

    /** The i-th 64 random bits. */
    public long bits(long i) {
        return mix(key + (i + 1) * GOLDEN);
    }

    /** The i-th number, uniform in [0, 1). */
    public double uniform(long i) {
        return (bits(i) >>> 11) * 0x1.0p-53;
    }

    /** The i-th number, uniform in 0 … bound − 1, unbiased to 2⁻⁶³ · bound. */
    public int below(long i, int bound) {
        return (int) Math.multiplyHigh(bits(i) >>> 1, 2L * bound);
    }

    /** The i-th number, standard normal (Box and Muller). */
    public double gaussian(long i) {
        double u = 1 - uniform(2 * i);
        return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * uniform(2 * i + 1));
    }

    /** The numbers 0 … n − 1 in random order (Fisher and Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = below(i, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** A float32 tensor, uniform in [low, high), in the innermost scope. */
    public Tensor uniform(double low, double high, long... shape) {
        return Tensor.unsafe(Making.uniform(key, low, high, shape, place()));
    }

    /** A float32 tensor, normal, in the innermost scope. */
    public Tensor normal(double mean, double std, long... shape) {
        return Tensor.unsafe(Making.normal(key, mean, std, shape, place()));
    }

    /** A float32 tensor of ones with probability {@code p}, else zeros, in the innermost scope. */
    public Tensor bernoulli(double p, long... shape) {
        return Tensor.unsafe(Making.bernoulli(key, p, shape, place()));
    }

    private static String place() {
        return Scope.innermost().place().toString();
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
