package io.souschef.check.sequence;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Cut;
import io.souschef.check.wiring.Statement;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What padding does to the output: the example of a batch with the most of it, evaluated alone as it is and with the padding at its
 * end cut off; or, where the net takes no other length, with another row for the padding in the embedding. The padding is the declared token; else the one that ends many examples in runs of several lengths and stands
 * nowhere else.
 */
record Padding() implements Probe<Padding.Effect> {
    private static final double OFTEN = 0.3;

    private static final int LOOKED = 8;

    /**
     * @param declared whether the token is declared, or was guessed
     * @param share the largest change of the output, at positions that stay, as a share of its largest number
     * @param positions so many were cut off
     */
    record Effect(long token, boolean declared, int positions, double share) {}

    /** The tokens of a batch, and the padding among them. */
    private record Sentences(long[] tokens, int length) {
        int rows() {
            return tokens.length / length;
        }

        int trailing(int row, long token) {
            int count = 0;
            while (count < length && tokens[(row + 1) * length - 1 - count] == token) {
                count++;
            }
            return count;
        }

        /** The row with the longest run at its end, of those that are more than that. */
        int mostPadded(long token) {
            int most = 0;
            for (int row = 0; row < rows(); row++) {
                most = run(row, token) > run(most, token) ? row : most;
            }
            return most;
        }

        private int run(int row, long token) {
            int run = trailing(row, token);
            return run < length ? run : 0;
        }

        OptionalLong guessed() {
            long[] last = new long[rows()];
            for (int row = 0; row < last.length; row++) {
                last[row] = tokens[(row + 1) * length - 1];
            }
            return Arrays.stream(last).distinct().filter(this::looksLikePadding).findFirst();
        }

        private boolean looksLikePadding(long token) {
            int ending = 0;
            List<Integer> runs = new ArrayList<>();
            for (int row = 0; row < rows(); row++) {
                int run = trailing(row, token);
                ending += run > 0 ? 1 : 0;
                runs.add(run);
                for (int t = 0; t < length - run; t++) {
                    if (tokens[row * length + t] == token) {
                        return false;
                    }
                }
            }
            return ending >= OFTEN * rows()
                    && runs.stream().distinct().count() >= 3
                    && runs.stream().max(Integer::compare).orElse(0) >= 3;
        }
    }

    @Override
    public Effect measure(Subject subject) {
        OptionalLong declared = subject.measured(new Statement()).declared().sequences().padding().stream()
                .asLongStream()
                .findFirst();
        return subject.fresh(program -> {
            program.net().eval();
            try (Batch batch = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                Tensor input = batch.input();
                if (input.dtype() != DType.INT64 || input.dim() != 2) {
                    throw new CouldNotJudge("the input is no batch of token sequences");
                }
                return effect(program, batch, new Sentences(input.toLongs(), (int) input.size(1)), declared);
            }
        });
    }

    private static Effect effect(TrainingProgram program, Batch batch, Sentences sentences, OptionalLong declared) {
        OptionalLong token = declared.isPresent() ? declared : sentences.guessed();
        if (declared.isEmpty()
                && token.isPresent()
                && program.declares().sequences().seesTheFuture()
                && oneLength(program, sentences.length())) {
            throw new CouldNotJudge(
                    "padding is not declared, and every batch has one length, so that a way back from its end may start there: declares().withPadding(token)");
        }
        if (token.isEmpty()) {
            throw new CouldNotJudge("no padding is declared, and none is seen: declares().withPadding(token)");
        }
        int row = sentences.mostPadded(token.getAsLong());
        int cut = sentences.trailing(row, token.getAsLong());
        if (cut == 0 || cut == sentences.length()) {
            throw new CouldNotJudge(
                    "no example of the first batch has tokens and ends in padding (token %d)", token.getAsLong());
        }
        return new Effect(
                token.getAsLong(),
                declared.isPresent(),
                cut,
                share(program, batch, row, sentences.length(), cut, token.getAsLong()));
    }

    private static boolean oneLength(TrainingProgram program, int length) {
        Batches batches = program.training(0);
        for (int b = 1; b < Math.min(LOOKED, batches.count()); b++) {
            try (Batch batch = batches.open(b)) {
                if (batch.input().size(1) != length) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double share(TrainingProgram program, Batch batch, int row, int length, int cut, long token) {
        float[] with = output(program, batch, row, length, length);
        try {
            return change(with, output(program, batch, row, length, length - cut));
        } catch (CouldNotJudge takesNoOtherLength) {
            boolean positions = program.task() instanceof Task.NextToken;
            return new Repainted(token, length, length - cut, positions)
                    .change(held(program.net()), with, () -> output(program, batch, row, length, length));
        }
    }

    private static List<Tensor> held(Layer net) {
        List<Tensor> held = new ArrayList<>(net.parameters().values());
        held.addAll(net.buffers().values());
        return held;
    }

    /** The largest change, as a share of the largest finite number with padding; of the numbers that there are without. */
    static double change(float[] with, float[] without) {
        double change = 0;
        for (int i = 0; i < without.length; i++) {
            change = Math.max(change, Answers.apart(with[i], without[i]));
        }
        return change / Math.max(Answers.size(Arrays.copyOf(with, without.length)), 1e-12);
    }

    private static float[] output(TrainingProgram program, Batch batch, int row, int length, int kept) {
        try (Batch one = Batch.open("one", () -> {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            batch.inputs().forEach((name, input) -> inputs.put(name, shorter(Cut.rows(input, row), length, kept)));
            Tensor target = shorter(Cut.rows(batch.target(), row), length, kept);
            return new Batch.Content(inputs, target, new long[] {batch.ids()[row]});
        })) {
            return program.forward(one).toFloats();
        } catch (RuntimeException refused) {
            throw new CouldNotJudge("the net takes no single example, or none of another length", refused);
        }
    }

    private static Tensor shorter(Tensor tensor, int length, int kept) {
        return tensor.dim() >= 2 && tensor.size(1) == length ? tensor.narrow(1, 0, kept) : tensor;
    }
}
