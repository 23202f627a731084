package io.souschef.check.sequence;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a net says in evaluation mode to the first batch of training, and to the same with something changed. Where a net
 * remembers earlier batches, each question is put to a fresh one.
 */
final class Answers {
    private static final int EXAMPLES = 8;

    private Answers() {}

    /** What is done to an input of a batch, or to its target, which is called "target"; others stay as they are. */
    interface Change {
        Tensor of(String name, Tensor tensor);

        /** Nothing. */
        static Change none() {
            return (name, tensor) -> tensor;
        }
    }

    /** An output [N, T, V], or another shape. */
    record Answer(float[] values, List<Long> shape) {
        Answer {
            shape = List.copyOf(shape);
        }

        long size(int dim) {
            return shape.get(dim);
        }

        boolean isFinite() {
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
            return true;
        }

        /** The largest difference at each position, over all examples, of those positions, row after row, that are wanted. */
        double[] changesByPosition(Answer other, BitSet wanted) {
            int length = (int) size(1);
            int width = values.length / (int) (size(0) * length);
            double[] largest = new double[length];
            for (int i = 0; i < values.length; i++) {
                int t = i / width % length;
                if (wanted.get(i / width)) {
                    largest[t] = Math.max(largest[t], apart(values[i], other.values[i]));
                }
            }
            return largest;
        }

        /** The largest difference anywhere. */
        double change(Answer other) {
            double largest = 0;
            for (int i = 0; i < values.length; i++) {
                largest = Math.max(largest, apart(values[i], other.values[i]));
            }
            return largest;
        }

        /** The largest finite number, in size. */
        double size() {
            return Answers.size(values);
        }
    }

    /** How far two answers are apart: a mask's −∞ that stays is no change, and one that comes or goes is one without end. */
    static double apart(float one, float other) {
        if (Float.compare(one, other) == 0 || one == other) {
            return 0;
        }
        double apart = Math.abs((double) one - other);
        return Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
    }

    /** The largest finite number, in size. */
    static double size(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        return largest;
    }

    /** The answers to the batch as it is, and to each change of it. */
    static List<Answer> to(Subject subject, List<Change> changes) {
        List<Change> all = new ArrayList<>();
        all.add(Change.none());
        all.addAll(changes);
        List<Answer> answers = subject.fresh(program -> {
            List<Answer> first = new ArrayList<>();
            all.forEach(change -> first.add(answer(program, change)));
            first.add(answer(program, Change.none()));
            return first;
        });
        Answer again = answers.remove(answers.size() - 1);
        if (Arrays.equals(again.values(), answers.get(0).values())) {
            return ofOneShape(answers);
        }
        List<Answer> fresh = all.stream()
                .map(change -> subject.fresh(program -> answer(program, change)))
                .toList();
        Answer twice = subject.fresh(program -> answer(program, Change.none()));
        if (!Arrays.equals(twice.values(), fresh.get(0).values())) {
            throw new CouldNotJudge("two evaluations of the same batch by the same net differ");
        }
        return ofOneShape(fresh);
    }

    private static List<Answer> ofOneShape(List<Answer> answers) {
        List<Long> shape = answers.get(0).shape();
        for (Answer answer : answers) {
            if (!answer.shape().equals(shape)) {
                throw new CouldNotJudge(
                        "outputs are %s, and %s with something changed in the batch", shape, answer.shape());
            }
        }
        return answers;
    }

    private static Answer answer(TrainingProgram program, Change change) {
        program.net().eval();
        try (Batch whole = program.training(0).open(0);
                Batch few = cut(program, whole);
                Batch batch = changed(few, change);
                NoGrad off = NoGrad.open()) {
            Tensor output = program.forward(batch);
            return new Answer(
                    output.toFloats(),
                    Arrays.stream(output.shape().toArray()).boxed().toList());
        }
    }

    /** Few examples, or all where the net takes no other number. */
    private static Batch cut(TrainingProgram program, Batch whole) {
        int n = Cut.size(program, whole, EXAMPLES);
        return Cut.first(whole, n);
    }

    private static Batch changed(Batch batch, Change change) {
        return Batch.open("changed", () -> {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            batch.inputs().forEach((name, input) -> inputs.put(name, change.of(name, input)));
            return new Batch.Content(inputs, change.of("target", batch.target()), batch.ids());
        });
    }

    /** {@code tokens} [N, T] with those at {@code position} of each sequence changed to others that occur in the batch. */
    static Tensor otherTokens(Tensor tokens, int position, long... untouched) {
        int length = (int) tokens.size(1);
        long[] all = tokens.toLongs();
        long[] known = Arrays.stream(all)
                .distinct()
                .sorted()
                .filter(token -> Arrays.stream(untouched).noneMatch(special -> special == token) && token >= 0)
                .toArray();
        for (int at = position; at < all.length; at += length) {
            long old = all[at];
            boolean special = Arrays.stream(untouched).anyMatch(token -> token == old);
            if (known.length > 1 && !special) {
                int index = Arrays.binarySearch(known, old);
                all[at] = known[Math.floorMod(index + 1 + known.length / 2, known.length)] == old
                        ? known[Math.floorMod(index + 1, known.length)]
                        : known[Math.floorMod(index + 1 + known.length / 2, known.length)];
            }
        }
        return Tensor.of(all, tokens.shape().toArray());
    }
}
