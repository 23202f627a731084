package io.souschef.check.step;

import io.souschef.nn.Layer;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The parameters of a net, or what belongs to each of them, as plain numbers by name.
 *
 * @param matrices names of those with two dimensions or more, but for biases that are tables, one for each word say
 */
public record Weights(Map<String, float[]> byName, Set<String> matrices) {
    public static Weights of(Layer net) {
        Map<String, float[]> all = new LinkedHashMap<>();
        net.parameters().forEach((name, weight) -> all.put(name, weight.toFloats()));
        return new Weights(all, matrices(net));
    }

    /** The gradients; zeros where there is none. */
    public static Weights gradients(Layer net) {
        Map<String, float[]> all = new LinkedHashMap<>();
        try (Scope scope = Scope.open("gradients")) {
            net.parameters()
                    .forEach((name, weight) -> all.put(
                            name,
                            weight.grad().map(Tensor::toFloats).orElseGet(() -> new float[(int) weight.numel()])));
        }
        return new Weights(all, matrices(net));
    }

    private static Set<String> matrices(Layer net) {
        Set<String> names = new LinkedHashSet<>();
        net.parameters().forEach((name, weight) -> {
            if (weight.dim() >= 2 && !name.contains("bias")) {
                names.add(name);
            }
        });
        return names;
    }

    /** Number by number. */
    public interface Combine {
        double of(double mine, double theirs);
    }

    public Weights with(Weights other, Combine combine) {
        Map<String, float[]> all = new LinkedHashMap<>();
        byName.forEach((name, mine) -> {
            float[] theirs = other.of(name);
            float[] combined = new float[mine.length];
            for (int i = 0; i < mine.length; i++) {
                combined[i] = (float) combine.of(mine[i], theirs[i]);
            }
            all.put(name, combined);
        });
        return new Weights(all, matrices);
    }

    public Weights minus(Weights other) {
        return with(other, (a, b) -> a - b);
    }

    public float[] of(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    /** Those of two dimensions or more, zeros in place of the others; or the other way round. */
    public Weights only(boolean theMatrices) {
        Map<String, float[]> some = new LinkedHashMap<>();
        byName.forEach((name, values) ->
                some.put(name, matrices.contains(name) == theMatrices ? values : new float[values.length]));
        return new Weights(some, matrices);
    }

    /** The sum of products over the parameters that {@code which} names. */
    public double dot(Weights other, Set<String> which) {
        double sum = 0;
        for (String name : which) {
            float[] a = of(name);
            float[] b = other.of(name);
            for (int i = 0; i < a.length; i++) {
                sum += (double) a[i] * b[i];
            }
        }
        return sum;
    }

    public double norm(Set<String> which) {
        return Math.sqrt(dot(this, which));
    }

    public double norm() {
        return norm(byName.keySet());
    }

    public double norm(String name) {
        return norm(Set.of(name));
    }

    public boolean isFinite() {
        return Double.isFinite(norm());
    }
}
