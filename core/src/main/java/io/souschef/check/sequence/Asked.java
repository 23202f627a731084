package io.souschef.check.sequence;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which token the loss asks for at each position, and where that token stands in the inputs: how far ahead a net is to look. It is
 * read off the gradient of the loss with respect to random outputs, which falls fastest in the direction of what is asked for;
 * so that a shift counts wherever it is made, in the data, in the program or in the loss.
 */
record Asked() implements Probe<Asked.Tokens> {
    private static final int NEAREST = -2;
    private static final int FARTHEST = 4;

    /** Shares this large show how far ahead: over 40 seeds of the gallery's languages 1.00; those by chance 0.54 at most. */
    static final double SURE = 0.95;

    /** Of the positions where something is asked for, so many must be comparable: what is never asked for, padding and marks, is no answer. */
    private static final double COMPARABLE = 0.5;

    /**
     * What is asked for.
     *
     * @param shares for each input of tokens, for each distance from {@value #NEAREST} to {@value #FARTHEST}, how often the token
     *     asked for at t is the input's at t + distance
     * @param length of the sequences
     * @param wanted the positions, row after row, where something is asked for
     * @param share of all positions where something is
     * @param others for each input of tokens, how many different ones stand where nothing is
     */
    record Tokens(Map<String, double[]> shares, int length, BitSet wanted, double share, Map<String, Integer> others) {
        /** The inputs that the tokens asked for are found in. */
        List<String> inputs() {
            return shares.keySet().stream()
                    .filter(name -> ahead(name).isPresent())
                    .toList();
        }

        /** The input that the tokens asked for are taken from, if there is one; one that they follow on before one that they repeat. */
        Optional<String> input() {
            return inputs().stream()
                    .filter(name -> ahead(name).orElseThrow() == 1)
                    .findFirst()
                    .or(() -> inputs().stream().findFirst());
        }

        /** How far ahead of it; one where that fits. */
        Optional<Integer> ahead(String input) {
            double[] found = Objects.requireNonNull(shares.get(input), input);
            if (found[1 - NEAREST] >= SURE) {
                return Optional.of(1);
            }
            int best = 0;
            for (int k = 0; k < found.length; k++) {
                best = found[k] > found[best] ? k : best;
            }
            return found[best] >= SURE ? Optional.of(best + NEAREST) : Optional.empty();
        }

        /** How far ahead of its input. */
        int ahead() {
            return input().flatMap(this::ahead)
                    .orElseThrow(() -> new CouldNotJudge(
                            "what is asked for at a position is no token of the input at a fixed distance from it"));
        }
    }

    @Override
    public Tokens measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0)) {
                program.net().eval();
                long[] shape = shape(program, batch);
                if (shape.length != 3) {
                    throw new CouldNotJudge(
                            "an output for each token of a sequence is [N, T, V], this one has %d dimensions",
                            shape.length);
                }
                long[] asked = asked(program, batch, shape, subject.seed());
                Map<String, double[]> shares = new LinkedHashMap<>();
                batch.inputs().forEach((name, input) -> {
                    if (isTokens(input, shape)) {
                        shares.put(name, shares(asked, input.toLongs(), (int) shape[1]));
                    }
                });
                if (shares.isEmpty()) {
                    throw new CouldNotJudge("no input is a sequence of tokens as long as the output");
                }
                BitSet wanted = wanted(asked);
                Map<String, Integer> others = new LinkedHashMap<>();
                shares.keySet()
                        .forEach(name -> others.put(
                                name, others(wanted, batch.input(name).toLongs())));
                return new Tokens(shares, (int) shape[1], wanted, (double) wanted.cardinality() / asked.length, others);
            }
        });
    }

    private static long[] shape(TrainingProgram program, Batch batch) {
        try (NoGrad off = NoGrad.open()) {
            return program.forward(batch).shape().toArray();
        }
    }

    private static boolean isTokens(Tensor input, long[] shape) {
        return input.dtype() == DType.INT64 && input.dim() == 2 && input.size(1) == shape[1];
    }

    /** The token asked for at each position; −1 where nothing is. */
    private static long[] asked(TrainingProgram program, Batch batch, long[] shape, long seed) {
        Tensor output = RandomStream.of(seed, "outputs").normal(0, 0.1, shape).requiresGrad(true);
        Tensor loss = program.loss(output, batch);
        Tensor gradient = loss.gradOf(List.of(output))
                .get(0)
                .orElseThrow(() -> new CouldNotJudge("the loss doesn't depend on the output"));
        long[] lowest = gradient.neg().argmax(2).toLongs();
        float[] sizes = gradient.abs().amax(2).toFloats();
        for (int i = 0; i < lowest.length; i++) {
            lowest[i] = sizes[i] > 0 ? lowest[i] : -1;
        }
        return lowest;
    }

    private static BitSet wanted(long[] asked) {
        BitSet wanted = new BitSet();
        for (int i = 0; i < asked.length; i++) {
            wanted.set(i, asked[i] >= 0);
        }
        return wanted;
    }

    private static int others(BitSet wanted, long[] tokens) {
        return (int) IntStream.range(0, tokens.length)
                .filter(i -> !wanted.get(i))
                .mapToLong(i -> tokens[i])
                .distinct()
                .count();
    }

    private static double[] shares(long[] asked, long[] tokens, int length) {
        Set<Long> ever = Arrays.stream(asked).boxed().collect(Collectors.toSet());
        double[] shares = new double[FARTHEST - NEAREST + 1];
        for (int k = NEAREST; k <= FARTHEST; k++) {
            int same = 0;
            int all = 0;
            int comparable = 0;
            for (int i = 0; i < asked.length; i++) {
                int t = i % length + k;
                if (asked[i] >= 0 && t >= 0 && t < length) {
                    all++;
                    comparable += ever.contains(tokens[i + k]) ? 1 : 0;
                    same += asked[i] == tokens[i + k] ? 1 : 0;
                }
            }
            shares[k - NEAREST] = comparable < Math.max(1, COMPARABLE * all) ? 0 : (double) same / comparable;
        }
        return shares;
    }
}
