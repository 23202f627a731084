package io.souschef.check.wiring;

import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What a forward pass in evaluation mode left behind: for each operation, and each dimension of its result, one number per
 * slice. Two footprints of the same net show which slices a change of the input reached.
 *
 * @param marks one per operation, in order
 * @param output the index of the operation that made the output; −1 if it was not seen
 * @param values of the output
 * @param shape of the output
 */
record Footprint(List<Mark> marks, int output, float[] values, List<Long> shape) {
    /** One operation, the operations that it took, and a sum per slice, by dimension. */
    record Mark(String name, List<Integer> sources, List<Long> from, List<Long> shape, double[][] sums) {}

    /** Slices whose sum changed by less than this share of the largest change are taken as unchanged: rounding. */
    static final double ROUNDING = 1e-4;

    static Footprint of(TrainingProgram program, Batch batch) {
        program.net().eval();
        IdentityHashMap<Tensor, Integer> made = new IdentityHashMap<>();
        List<Mark> marks = new ArrayList<>();
        Tensor output;
        try (NoGrad off = NoGrad.open();
                Trace trace = Trace.open(step -> {
                    List<Integer> sources = new ArrayList<>();
                    if (step.operation().endsWith("InPlace")) {
                        sources.add(made.getOrDefault(step.result(), -1));
                    }
                    step.operands().forEach(operand -> sources.add(made.getOrDefault(operand, -1)));
                    marks.add(new Mark(
                            step.operation(),
                            sources,
                            step.operands().isEmpty()
                                    ? List.of()
                                    : Wiring.sizes(step.operands().get(0)),
                            Wiring.sizes(step.result()),
                            sums(step.result())));
                    made.put(step.result(), marks.size() - 1);
                })) {
            output = program.forward(batch);
        }
        return new Footprint(marks, made.getOrDefault(output, -1), output.toFloats(), Wiring.sizes(output));
    }

    private static double[][] sums(Tensor result) {
        float[] values;
        try (Scope scope = Scope.open("footprint")) {
            values = result.detach().toFloats();
        }
        long[] shape = result.shape().toArray();
        double[][] sums = new double[shape.length][];
        int inner = values.length;
        for (int d = 0; d < shape.length; d++) {
            int size = (int) shape[d];
            inner = size == 0 ? 0 : inner / size;
            sums[d] = new double[size];
            for (int i = 0; i < values.length; i++) {
                sums[d][i / inner % size] += finite(values[i]) * weight(i);
            }
        }
        return sums;
    }

    private static double finite(float value) {
        return Float.isFinite(value) ? value : 0; // masks of −∞ stay what they are
    }

    /** Differs from element to element, so that changes don't cancel: a fractional multiple of the golden ratio, plus a half. */
    private static double weight(int element) {
        double turn = (element + 1) * 0.6180339887498949;
        return 0.5 + (turn - Math.floor(turn));
    }

    /** Whether both come from the same operations. */
    boolean alike(Footprint other) {
        if (marks.size() != other.marks.size() || !shape.equals(other.shape)) {
            return false;
        }
        for (int i = 0; i < marks.size(); i++) {
            if (!marks.get(i).name().equals(other.marks.get(i).name())) {
                return false;
            }
        }
        return true;
    }

    /** For each dimension of operation {@code op}, which slices differ from {@code other}'s. */
    boolean[][] changed(Footprint other, int op) {
        double[][] mine = marks.get(op).sums();
        double[][] theirs = other.marks.get(op).sums();
        boolean[][] changed = new boolean[mine.length][];
        for (int d = 0; d < mine.length; d++) {
            changed[d] = changed(mine[d], theirs[d]);
        }
        return changed;
    }

    private static boolean[] changed(double[] mine, double[] theirs) {
        double largest = 0;
        double size = 0;
        for (int i = 0; i < mine.length; i++) {
            largest = Math.max(largest, Math.abs(mine[i] - theirs[i]));
            size = Math.max(size, Math.abs(mine[i]));
        }
        boolean[] changed = new boolean[mine.length];
        for (int i = 0; i < mine.length; i++) {
            double by = Math.abs(mine[i] - theirs[i]);
            changed[i] = by > ROUNDING * largest && by > 1e-6 * size;
        }
        return changed;
    }

    /** The largest difference of the output in each slice along its first dimension. */
    double[] rowChanges(Footprint other) {
        int rows = shape.isEmpty() ? 1 : shape.get(0).intValue();
        double[] largest = new double[rows];
        int inner = values.length / rows;
        for (int i = 0; i < values.length; i++) {
            largest[i / inner] = Math.max(largest[i / inner], Math.abs((double) values[i] - other.values[i]));
        }
        return largest;
    }
}
