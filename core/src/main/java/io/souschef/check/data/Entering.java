package io.souschef.check.data;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Exactly what goes into the net: the numbers that its first weights are multiplied with, after whatever the program itself does
 * to a batch on the way. What a normalising layer takes in first is left out, it doesn't mind.
 */
public record Entering() implements Probe<List<Entering.Entry>> {
    private static final Set<String> MULTIPLY = Set.of("linear", "conv2d", "matmul", "lstm");

    /**
     * What one operation multiplies with weights.
     *
     * @param operation that takes it in: "conv2d"
     * @param rms the largest root mean square of a channel or a feature
     * @param deviation of all numbers together
     * @param mean of all numbers together
     */
    public record Entry(String operation, double rms, double deviation, double mean, double low, double high) {}

    @Override
    public List<Entry> measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                program.net().train();
                Listener listener = new Listener(program, batch);
                try (Trace trace = Trace.open(listener::hear)) {
                    program.forward(batch);
                }
                return List.copyOf(listener.entries);
            }
        });
    }

    private static final class Listener {
        private final Set<Tensor> raw = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Tensor> weights = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<Entry> entries = new ArrayList<>();

        Listener(TrainingProgram program, Batch batch) {
            weights.addAll(program.net().parameters().values());
            batch.inputs().values().stream()
                    .filter(input -> input.dtype().isFloat())
                    .forEach(raw::add);
        }

        void hear(Trace.Step step) {
            boolean weighted = step.operands().stream().anyMatch(this::isWeight);
            List<Tensor> entering =
                    step.operands().stream().filter(raw::contains).toList();
            if (!weighted && !entering.isEmpty()) {
                raw.add(step.result());
            } else if (weighted
                    && entering.isEmpty()
                    && step.operands().stream().allMatch(this::isWeight)) {
                weights.add(step.result());
            } else if (weighted && MULTIPLY.contains(step.operation())) {
                entering.forEach(tensor -> entries.add(entry(step.operation(), tensor)));
            }
        }

        private boolean isWeight(Tensor tensor) {
            return weights.contains(tensor) || (tensor.isLeaf() && tensor.requiresGrad());
        }

        private static Entry entry(String operation, Tensor tensor) {
            float[] all = tensor.toFloats();
            int n = (int) tensor.size(0);
            int width = all.length / n;
            float[][] rows = new float[n][];
            for (int i = 0; i < n; i++) {
                rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
            }
            int dims = tensor.dim();
            int groups = (int) tensor.size(dims == 4 ? 1 : dims - 1);
            int[] of = new int[width];
            Arrays.setAll(of, i -> dims == 4 ? i / (width / groups) : i % groups);
            Moments each = Moments.of(rows, of);
            Moments whole = Moments.of(rows, new int[width]);
            double rms =
                    IntStream.range(0, each.size()).mapToDouble(each::rms).max().orElse(0);
            return new Entry(operation, rms, whole.deviation()[0], whole.mean()[0], whole.low()[0], whole.high()[0]);
        }
    }
}
