package io.souschef.check.wiring;

import java.util.List;
import java.util.Optional;

/**
 * One operation of a forward pass.
 *
 * @param index its place in the order of the operations
 * @param name the operation's, as an error message has it: "conv2d", "reshape to [4, −1]"
 * @param sources its operands; numbers are not among them
 * @param shape of the result
 * @param recorded whether gradients were being recorded
 * @param numbers of the result
 * @param inputRms the root of the mean square of the first operand, where it multiplies with weights; else NaN
 * @param factor result / first operand, where that is the same number everywhere; else NaN
 */
public record Op(
        int index,
        String name,
        List<Source> sources,
        List<Long> shape,
        boolean recorded,
        Numbers numbers,
        double inputRms,
        double factor) {
    /** The share of zeros, the mean, the standard deviation, the least and the largest of a result's elements. */
    public record Numbers(double zeros, double mean, double std, double min, double max) {}

    /** The root of the mean square of the result. */
    public double rms() {
        return Math.hypot(numbers.mean(), numbers.std());
    }

    public Op {
        sources = List.copyOf(sources);
        shape = List.copyOf(shape);
    }

    /** The name without what follows it: "reshape". */
    public String kind() {
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, space);
    }

    public boolean is(String... kinds) {
        return List.of(kinds).contains(kind());
    }

    /** The first operand that is a parameter of two dimensions or more: what a layer multiplies with. */
    public Optional<Source> weight() {
        return sources.stream()
                .filter(source -> source.isParameter() && source.shape().size() >= 2)
                .findFirst();
    }

    /** Whether it multiplies with a matrix or with kernels: a layer's weights. */
    public boolean multiplies() {
        return is("linear", "conv2d", "matmul") && weight().isPresent();
    }
}
