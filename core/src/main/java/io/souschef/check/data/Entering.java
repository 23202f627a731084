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
 * to a batch on the way. What a normalising layer takes in first is left out, it doesn't mind; so is what holds something learned already, an
 * embedding that a mask of the inputs is multiplied with, say.
 *
 * @param batch of the first epoch
 */
public record Entering(int batch) implements Probe<List<Entering.Entry>> {
    private static final Set<String> MULTIPLY = Set.of("linear", "conv2d", "matmul", "lstm");

    /** Of the first batch. */
    public Entering() {
        this(0);
    }

    /**
     * What one operation multiplies with weights.
     *
     * @param operation that takes it in: "conv2d"
     * @param shape with the batch: [32, 3, 8, 8]
     * @param rms the largest root mean square of a channel or a feature
     * @param deviation of all numbers together
     * @param mean of all numbers together
     */
    public record Entry(
            String operation, List<Long> shape, double rms, double deviation, double mean, double low, double high) {
        public Entry {
            shape = List.copyOf(shape);
        }

        /** Of a picture; 0 of what is none. */
        long channels() {
            return shape.size() == 4 ? shape.get(1) : 0;
        }
    }

    @Override
    public List<Entry> measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(this.batch)) {
                return of(program, batch);
            }
        });
    }

    /** In training mode. */
    static List<Entry> of(TrainingProgram program, Batch batch) {
        return List.copyOf(heard(program, batch, true).entries);
    }

    /** The numbers themselves, row by row, in evaluation mode. */
    static List<float[][]> rows(TrainingProgram program, Batch batch) {
        return List.copyOf(heard(program, batch, false).rows);
    }

    private static Listener heard(TrainingProgram program, Batch batch, boolean training) {
        try (NoGrad off = NoGrad.open()) {
            program.net().training(training);
            Listener listener = new Listener(program, batch);
            try (Trace trace = Trace.open(listener::hear)) {
                program.forward(batch);
            }
            return listener;
        }
    }

    private static final class Listener {
        private final Set<Tensor> raw = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Tensor> weights = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Tensor> learned = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<Entry> entries = new ArrayList<>();
        private final List<float[][]> rows = new ArrayList<>();

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
            boolean mixed = step.operands().stream().anyMatch(learned::contains);
            if (mixed || (weighted && !step.operands().stream().allMatch(this::isWeight))) {
                learned.add(step.result());
            }
            if (!weighted && !mixed && !entering.isEmpty()) {
                raw.add(step.result());
            } else if (weighted
                    && entering.isEmpty()
                    && step.operands().stream().allMatch(this::isWeight)) {
                weights.add(step.result());
            } else if (weighted && MULTIPLY.contains(step.operation())) {
                entering.forEach(tensor -> {
                    float[][] each = rows(tensor);
                    rows.add(each);
                    entries.add(entry(step.operation(), tensor, each));
                });
            }
        }

        private boolean isWeight(Tensor tensor) {
            return weights.contains(tensor) || (tensor.isLeaf() && tensor.requiresGrad());
        }

        private static float[][] rows(Tensor tensor) {
            float[] all = tensor.toFloats();
            int n = (int) tensor.size(0);
            int width = all.length / n;
            float[][] rows = new float[n][];
            for (int i = 0; i < n; i++) {
                rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
            }
            return rows;
        }

        private static Entry entry(String operation, Tensor tensor, float[][] rows) {
            int width = rows[0].length;
            int dims = tensor.dim();
            int groups = (int) tensor.size(dims == 4 ? 1 : dims - 1);
            int[] of = new int[width];
            Arrays.setAll(of, i -> dims == 4 ? i / (width / groups) : i % groups);
            Moments each = Moments.of(rows, of);
            Moments whole = Moments.of(rows, new int[width]);
            double rms =
                    IntStream.range(0, each.size()).mapToDouble(each::rms).max().orElse(0);
            return new Entry(
                    operation,
                    Arrays.stream(tensor.shape().toArray()).boxed().toList(),
                    rms,
                    whole.deviation()[0],
                    whole.mean()[0],
                    whole.low()[0],
                    whole.high()[0]);
        }
    }
}
