package io.souschef.check.skeleton;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** Batches made from a batch that is open; each is to be closed before it. */
final class SmallBatch {
    private SmallBatch() {}

    /** The first {@code most} examples. */
    static Batch of(Batch batch, int most) {
        long[] rows = LongStream.range(0, Math.min(most, batch.size())).toArray();
        return Batch.open("a few examples", () -> content(batch, rows, false));
    }

    /** Batches of which only {@code most} examples are taken, {@link #varied}, with inputs that are all zero or as they are. */
    static Batches of(Batches all, int most, boolean zeroed) {
        long examples = 0;
        for (Batch batch : all) {
            try (batch) {
                examples += Math.min(most, batch.size());
            }
        }
        // the whole batch opens inside the small one, and is closed with it
        return Batches.of(
                all.count(),
                examples,
                b -> Batch.open("few of batch " + b, () -> {
                    Batch batch = all.open(b);
                    return content(batch, variedRows(batch, most, false, new double[0]), zeroed);
                }));
    }

    /**
     * At most so many examples that are as different as can be: first one of every target, then the others in order; of equal
     * inputs only the first, for two labels of the same thing can't both be learnt. What the net says of two to the bit is the same to it,
     * whatever else may stand beside them: the weight of an example, its number.
     *
     * @param said by the net of each example; may be empty
     */
    static Batch varied(Batch batch, int most, double[] said) {
        return Batch.open("a few examples", () -> content(batch, variedRows(batch, most, true, said), false));
    }

    private static long[] variedRows(Batch batch, int most, boolean distinct, double[] said) {
        List<Object> targets = rows(Map.of("target", batch.target()), batch.size());
        List<Object> inputs = distinct ? rows(batch.inputs(), batch.size()) : List.of();
        List<Object> answers = rows(List.of(said), batch.size());
        boolean tells = answers.stream().distinct().count() > 1;
        Map<Object, Object> wanted = new HashMap<>();
        Set<Object> seen = new HashSet<>();
        Set<Object> asked = new HashSet<>();
        List<Integer> first = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            int at = i;
            boolean clash = tells
                    && !wanted.computeIfAbsent(answers.get(i), answer -> targets.get(at))
                            .equals(targets.get(at));
            if (!distinct || (!clash && seen.add(inputs.get(i)))) {
                (asked.add(targets.get(i)) ? first : others).add(i);
            }
        }
        first.addAll(others);
        return first.stream().limit(most).mapToLong(Integer::intValue).toArray();
    }

    /** The numbers of each of {@code n} examples, to be compared. */
    private static List<Object> rows(Map<String, Tensor> tensors, int n) {
        return rows(tensors.values().stream().map(Tensor::toDoubles).toList(), n);
    }

    private static List<Object> rows(List<double[]> all, int n) {
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int row = i;
            rows.add(all.stream()
                    .map(numbers -> DoubleBuffer.wrap(numbers, row * (numbers.length / n), numbers.length / n))
                    .toList());
        }
        return rows;
    }

    private static Batch.Content content(Batch batch, long[] rows, boolean zeroed) {
        Tensor index = Tensor.of(rows, rows.length);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        batch.inputs().forEach((name, tensor) -> {
            Tensor few = tensor.indexSelect(0, index);
            inputs.put(name, zeroed ? Tensor.full(0, few.dtype(), few.shape().toArray()) : few);
        });
        long[] ids = batch.ids();
        return new Batch.Content(
                inputs,
                batch.target().indexSelect(0, index),
                Arrays.stream(rows).map(row -> ids[(int) row]).toArray());
    }

    /** The same targets, and for each example the input of the one before it. */
    static Batch rolled(Batch batch) {
        int n = batch.size();
        return Batch.open("rolled", () -> {
            Tensor index = Tensor.of(
                    LongStream.range(0, n)
                            .map(i -> Math.floorMod(i - 1, (long) n))
                            .toArray(),
                    n);
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            batch.inputs().forEach((name, tensor) -> inputs.put(name, tensor.indexSelect(0, index)));
            return new Batch.Content(inputs, batch.target(), batch.ids());
        });
    }
}
