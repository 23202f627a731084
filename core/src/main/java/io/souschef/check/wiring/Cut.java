package io.souschef.check.wiring;

import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Batches made from a program's own: fewer of its examples, or the same with something changed. */
public final class Cut {
    private Cut() {}

    /** The first {@code n} examples of {@code batch}; all, if it has fewer. */
    public static Batch first(Batch batch, int n) {
        int few = Math.min(n, batch.size());
        return changed(batch, tensor -> tensor.narrow(0, 0, few), Arrays.copyOf(batch.ids(), few));
    }

    /** The same examples, each input and the target changed in the same way, in a batch of its own. */
    public static Batch changed(Batch batch, UnaryOperator<Tensor> change, long[] ids) {
        return changed(batch, change, change, ids);
    }

    /** The same examples, the inputs and the target each changed in their way, in a batch of its own. */
    public static Batch changed(Batch batch, UnaryOperator<Tensor> inputs, UnaryOperator<Tensor> target, long[] ids) {
        return changed(batch, (name, input) -> inputs.apply(input), target, ids);
    }

    /** The same examples, each input changed in a way that depends on its name. */
    public static Batch changed(
            Batch batch, BiFunction<String, Tensor, Tensor> inputs, UnaryOperator<Tensor> target, long[] ids) {
        return Batch.open("cut", () -> {
            Map<String, Tensor> changed = new LinkedHashMap<>();
            batch.inputs().forEach((name, input) -> changed.put(name, inputs.apply(name, input)));
            return new Batch.Content(changed, target.apply(batch.target()), ids);
        });
    }

    /** Rows of {@code tensor} in another order, or some of them. */
    public static Tensor rows(Tensor tensor, int... rows) {
        long[] index = Arrays.stream(rows).asLongStream().toArray();
        return tensor.indexSelect(0, Tensor.of(index, index.length));
    }

    /**
     * The largest of the {@code wanted} numbers of examples that the program takes; nets that carry a state of a fixed number of
     * sequences take no other than their own.
     */
    public static int size(TrainingProgram program, Batch batch, int... wanted) {
        for (int n : wanted) {
            if (n <= batch.size() && takes(program, batch, n)) {
                return n;
            }
        }
        return batch.size();
    }

    private static boolean takes(TrainingProgram program, Batch batch, int n) {
        try (Batch cut = first(batch, n);
                io.souschef.tensor.NoGrad off = io.souschef.tensor.NoGrad.open()) {
            return program.forward(cut).size(0) >= n;
        } catch (RuntimeException refused) {
            return false;
        }
    }
}
