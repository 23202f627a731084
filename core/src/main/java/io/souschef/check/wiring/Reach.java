package io.souschef.check.wiring;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a net can give, at most and at least: its outputs with the last layer's weights and bias multiplied by ± 1000; beside it
 * what it should give.
 *
 * @param edge targets outside by less than this share of their spread count as inside
 */
record Reach(double edge) implements Probe<Reach.Range> {
    private static final double BLOWN_UP = 1000;
    private static final int BATCHES = 4;

    /** What the weights of a last layer that is all zeros are taken for. */
    private static final double ASLEEP = 0.01;

    /** A bound that moves by this factor, when weights grow by a thousand once more, is none. */
    private static final double GROWS = 2;

    /** @param outside the share of the targets out of reach */
    record Range(double low, double high, double least, double largest, double outside) {}

    @Override
    public Range measure(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        Op layer = chart.outputOp()
                .flatMap(op ->
                        op.multiplies() ? java.util.Optional.of(op) : chart.before(op, other -> !other.multiplies()))
                .orElseThrow(() -> new CouldNotJudge("the trace didn't see the last layer of the net"));
        List<String> names = layer.sources().stream()
                .filter(Source::isParameter)
                .map(Source::name)
                .toList();
        return subject.fresh(program -> range(program, names));
    }

    private Range range(TrainingProgram program, List<String> last) {
        program.net().eval();
        wake(program, last);
        List<Double> targets = new ArrayList<>();
        Span blown = new Span();
        Span further = new Span();
        for (int b = 0; b < Math.min(BATCHES, program.training(0).count()); b++) {
            try (Batch batch = program.training(0).open(b);
                    NoGrad off = NoGrad.open()) {
                for (double scale : new double[] {1, BLOWN_UP, -1}) { // × 1, × 1000, × −1000
                    scale(program, last, scale);
                    blown.add(program.forward(batch));
                }
                for (double scale : new double[] {BLOWN_UP, -1}) { // × −1,000,000, × 1,000,000
                    scale(program, last, scale);
                    further.add(program.forward(batch));
                }
                scale(program, last, 1 / (BLOWN_UP * BLOWN_UP));
                Arrays.stream(batch.target().toDoubles()).forEach(targets::add);
            }
        }
        double low = further.low < GROWS * blown.low ? Double.NEGATIVE_INFINITY : blown.low;
        double high = further.high > GROWS * blown.high ? Double.POSITIVE_INFINITY : blown.high;
        return range(
                low,
                high,
                targets.stream().mapToDouble(target -> target).sorted().toArray());
    }

    /** From the least to the largest output. */
    private static final class Span {
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;

        void add(Tensor output) {
            low = Math.min(low, output.min().item());
            high = Math.max(high, output.max().item());
        }
    }

    /** A head that starts at zero stays there, however often it is multiplied: its weights start at a small number instead. */
    private static void wake(TrainingProgram program, List<String> names) {
        List<Tensor> layer = names.stream()
                .map(name -> Objects.requireNonNull(program.net().parameters().get(name), name))
                .toList();
        try (Scope scope = Scope.open("wake the last layer");
                NoGrad off = NoGrad.open()) {
            if (layer.stream().allMatch(weights -> weights.abs().max().item() == 0)) {
                layer.forEach(weights -> weights.fillInPlace(ASLEEP));
            }
        }
    }

    private static void scale(TrainingProgram program, List<String> names, double factor) {
        names.forEach(name -> Objects.requireNonNull(program.net().parameters().get(name), name)
                .mulInPlace(factor));
    }

    private Range range(double low, double high, double[] targets) {
        double least = targets[0];
        double largest = targets[targets.length - 1];
        double margin = edge * (largest - least);
        long outside = Arrays.stream(targets)
                .filter(target -> target < low - margin || target > high + margin)
                .count();
        return new Range(low, high, least, largest, (double) outside / targets.length);
    }
}
