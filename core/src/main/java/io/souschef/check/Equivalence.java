package io.souschef.check;

import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Whether a vectorised function does what its loopy version does: the same values and the same gradients, on generated inputs. Write
 * the loops first, get them right, then vectorise one loop at a time and ask again.
 *
 * <pre>{@code
 * Equivalence.of(Mine::softmaxByLoops, Mine::softmax).on(5, 7).on(1, 3).check().headline();
 * // "output [2, 0] is 0.1437 by loops and 0.2011 vectorised: ..."
 * }</pre>
 *
 * <p>It has seen the shapes that it was given and no others: give it a size of 1, sizes that are all different, and the odd one.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"generalize a special case", section 2 of the recipe</a>
 */
public final class Equivalence {
    private static final String NAME = "generalize a special case", CODE = "not-equivalent";

    /** Inputs that are tried for every list of shapes. */
    private static final int TRIALS = 3;

    private final Function<List<Tensor>, Tensor> loopy, vectorised;
    private final List<List<Input>> cases;
    private final long seed;

    /**
     * One input.
     *
     * @param bound of tokens, 0 to bound − 1; 0 for normal numbers
     */
    private record Input(long[] shape, int bound) {
        Tensor make(RandomStream stream) {
            if (bound == 0) {
                return stream.normal(0, 1, shape).requiresGrad(true);
            }
            int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            return Tensor.of(
                    LongStream.range(0, count).map(i -> stream.below(i, bound)).toArray(), shape);
        }
    }

    private Equivalence(
            Function<List<Tensor>, Tensor> loopy,
            Function<List<Tensor>, Tensor> vectorised,
            List<List<Input>> cases,
            long seed) {
        this.loopy = loopy;
        this.vectorised = vectorised;
        this.cases = List.copyOf(cases);
        this.seed = seed;
    }

    /** Two functions of one tensor. */
    public static Equivalence of(UnaryOperator<Tensor> loopy, UnaryOperator<Tensor> vectorised) {
        return ofSeveral(inputs -> loopy.apply(inputs.get(0)), inputs -> vectorised.apply(inputs.get(0)));
    }

    /** Two functions of several tensors; see {@link #and}. */
    public static Equivalence ofSeveral(
            Function<List<Tensor>, Tensor> loopy, Function<List<Tensor>, Tensor> vectorised) {
        return new Equivalence(loopy, vectorised, List.of(), 1337);
    }

    /** Tries them on normal numbers of this shape, besides the shapes given so far. */
    public Equivalence on(long... shape) {
        return with(new Input(shape.clone(), 0), false);
    }

    /** Tries them on int64 tokens of this shape, from 0 to {@code bound - 1}. */
    public Equivalence onTokens(int bound, long... shape) {
        return with(new Input(shape.clone(), bound), false);
    }

    /** A further input, of normal numbers, beside the shape that was given last. */
    public Equivalence and(long... shape) {
        return with(new Input(shape.clone(), 0), true);
    }

    /** A further input, of tokens, beside the shape that was given last. */
    public Equivalence andTokens(int bound, long... shape) {
        return with(new Input(shape.clone(), bound), true);
    }

    /** The same on other numbers. */
    public Equivalence withSeed(long other) {
        return new Equivalence(loopy, vectorised, cases, other);
    }

    private Equivalence with(Input input, boolean beside) {
        List<List<Input>> more = new ArrayList<>(cases);
        List<Input> last = new ArrayList<>();
        if (beside) {
            if (more.isEmpty()) {
                throw new IllegalStateException("and(shape) adds an input to on(shape), which comes first");
            }
            last.addAll(more.remove(more.size() - 1));
        }
        last.add(input);
        more.add(last);
        return new Equivalence(loopy, vectorised, more, seed);
    }

    /** Compares them. Whatever they throw is thrown. */
    public Finding check() {
        if (cases.isEmpty()) {
            throw new IllegalStateException("no shape to try them on: Equivalence.of(…).on(5, 7)");
        }
        for (int c = 0; c < cases.size(); c++) {
            for (int trial = 0; trial < TRIALS; trial++) {
                RandomStream stream = RandomStream.of(seed, "equivalence").at(c, trial);
                Optional<Difference> found = tried(cases.get(c), stream);
                if (found.isPresent()) {
                    return different(found.get(), shapes(cases.get(c)));
                }
            }
        }
        return Finding.of(NAME, CODE)
                .measured("the same values and gradients on %s, %d times each", allShapes(), TRIALS)
                .expected("the vectorised function does what the loops do")
                .okIf(true);
    }

    private static Finding different(Difference difference, String shapes) {
        return Finding.of(NAME, CODE)
                .measured("on %s %s", shapes, difference.first())
                .expected("the vectorised function does what the loops do")
                .cause("%s", difference.cause())
                .fix("%s", difference.fix())
                .okIf(false);
    }

    private Optional<Difference> tried(List<Input> shapes, RandomStream stream) {
        try (Scope scope = Scope.open("equivalence")) {
            Side loops = side(loopy, shapes, stream);
            Side vector = side(vectorised, shapes, stream);
            Optional<Difference> found = Difference.between("output", loops.output(), vector.output());
            for (int i = 0; i < shapes.size() && found.isEmpty(); i++) {
                String what = shapes.size() == 1 ? "gradient at the input" : "gradient at input " + i;
                found = Difference.between(
                        what, loops.gradients().get(i), vector.gradients().get(i));
            }
            return found;
        }
    }

    /** What one of the two gives: its output, and the gradient of a random weighting of it at each input; zero where there is none. */
    private record Side(Values output, List<Values> gradients) {}

    private static Side side(Function<List<Tensor>, Tensor> function, List<Input> shapes, RandomStream stream) {
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            inputs.add(shapes.get(i).make(stream.at(i)));
        }
        Tensor output = function.apply(List.copyOf(inputs));
        List<Tensor> floats = inputs.stream().filter(Tensor::requiresGrad).toList();
        List<Optional<Tensor>> found = gradients(output, floats, stream);
        List<Values> gradients = new ArrayList<>();
        int next = 0;
        for (Tensor input : inputs) {
            Optional<Tensor> gradient = input.requiresGrad() && !found.isEmpty() ? found.get(next++) : Optional.empty();
            gradients.add(gradient.map(Values::of).orElseGet(() -> Values.zeros(input.shape())));
        }
        return new Side(Values.of(output), gradients);
    }

    private static List<Optional<Tensor>> gradients(Tensor output, List<Tensor> inputs, RandomStream stream) {
        if (inputs.isEmpty() || !output.requiresGrad()) {
            return List.of();
        }
        Tensor weights;
        try (NoGrad off = NoGrad.open()) {
            weights = stream.named("weights").normal(0, 1, output.shape().toArray());
        }
        return output.mul(weights).sum().gradOf(inputs);
    }

    private static String shapes(List<Input> inputs) {
        return String.join(
                " and ",
                inputs.stream().map(input -> Arrays.toString(input.shape())).toList());
    }

    private String allShapes() {
        return String.join(", ", cases.stream().map(Equivalence::shapes).toList());
    }
}
