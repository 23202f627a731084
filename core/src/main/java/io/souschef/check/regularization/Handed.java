package io.souschef.check.regularization;

import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is handed on of what is dropped, in one forward pass: the numbers that the next product with weights or other results takes. It is
 * followed as long as nothing else joins it, and nothing bends it.
 */
final class Handed {
    private static final Set<String> PRODUCTS = Set.of("linear", "conv2d", "matmul");
    private static final Set<String> BENDING = Set.of("tanh", "sigmoid", "softmax", "logSoftmax", "batchNorm");

    /** An operand of a product, both by number. */
    private record Place(int product, int operand) {}

    private final IdentityHashMap<Tensor, Integer> from = new IdentityHashMap<>();
    private final Map<Integer, Place> places;
    private final boolean finds;
    private final Map<Place, float[]> numbers = new HashMap<>();
    private int products;

    /** Finds the places where what is followed goes in. */
    Handed() {
        this(new HashMap<>(), true);
    }

    private Handed(Map<Integer, Place> places, boolean finds) {
        this.places = places;
        this.finds = finds;
    }

    /** For another pass: it takes what is at the same places, and finds no others, whatever this pass may drop beside. */
    Handed again() {
        return new Handed(places, false);
    }

    /** From here on it follows the result of a mask. */
    void follow(Tensor result, int mask) {
        from.put(result, mask);
    }

    /**
     * Follows on, and keeps what a product takes.
     *
     * @param active whether a tensor depends on inputs, weights or the state
     */
    void hear(Trace.Step step, Predicate<Tensor> active) {
        List<Tensor> operands = step.operands();
        if (PRODUCTS.contains(step.operation())) {
            for (int i = 0; i < operands.size(); i++) {
                Place here = new Place(products, i);
                Integer mask = from.get(operands.get(i));
                if (finds && mask != null && !places.containsKey(mask)) {
                    places.put(mask, here);
                }
                if (places.containsValue(here)) {
                    numbers.put(here, operands.get(i).detach().to(DType.FLOAT32).toFloats());
                }
            }
            products++;
            return;
        }
        List<Tensor> joined = operands.stream().filter(active).toList();
        if (joined.stream().anyMatch(from::containsKey)
                && !BENDING.contains(step.operation())
                && (step.operation().equals("layerNorm") || joined.stream().allMatch(from::containsKey))) {
            joined.stream()
                    .map(from::get)
                    .filter(mask -> mask != null)
                    .findFirst()
                    .ifPresent(mask -> from.put(step.result(), mask));
        }
    }

    /**
     * How large what is handed on is in training, over these passes, as a share of what it is in evaluation; empty where it wasn't found in
     * both.
     */
    static OptionalDouble share(int mask, List<Handed> training, Handed evaluation) {
        Place place = training.get(0).places.get(mask);
        float[] quiet = place == null ? null : evaluation.numbers.get(place);
        if (quiet == null || training.stream().anyMatch(pass -> pass.products != evaluation.products)) {
            return OptionalDouble.empty();
        }
        double both = 0;
        double own = 0;
        for (Handed pass : training) {
            float[] loud = pass.numbers.get(place);
            if (loud == null || loud.length != quiet.length) {
                return OptionalDouble.empty();
            }
            for (int i = 0; i < quiet.length; i++) {
                both += (double) loud[i] * quiet[i];
                own += (double) quiet[i] * quiet[i];
            }
        }
        return own > 0 ? OptionalDouble.of(both / own) : OptionalDouble.empty();
    }
}
