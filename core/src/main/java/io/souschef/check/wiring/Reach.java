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
import java.util.Optional;

/**
 * What a net can give, at most and at least: its outputs with the last layer's weights and bias multiplied by ± 1000, and where these
 * don't reach, or the trace saw no last layer, with all weights; beside it what it should give.
 *
 * @param edge targets outside by less than this share of their spread count as inside
 */
record Reach(double edge) implements Probe<Reach.Bounds> {
    private static final double BLOWN_UP = 1000;

    /** Through all layers at once less will do, and a deep net's outputs stay finite. */
    private static final double ALL_BLOWN_UP = 100;

    private static final int BATCHES = 4;

    /** What weights that are all zeros are taken for. */
    private static final double ASLEEP = 0.01;

    /** A bound that moves away from zero by this factor, when weights grow as much once more, is none. */
    private static final double GROWS = 2;

    /** @param outside the share of the targets out of reach */
    record Bounds(double low, double high, double least, double largest, double outside) {}

    @Override
    public Bounds measure(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        Optional<Op> layer = chart.outputOp()
                .flatMap(op -> op.multiplies() ? Optional.of(op) : chart.before(op, other -> !other.multiplies()));
        List<String> names = layer.stream()
                .flatMap(op -> op.sources().stream())
                .filter(Source::isParameter)
                .map(Source::name)
                .toList();
        if (names.isEmpty()) {
            return subject.fresh(program -> new Stretch(program, names(program), ALL_BLOWN_UP).bounds());
        }
        Bounds last = subject.fresh(program -> new Stretch(program, names, BLOWN_UP).bounds());
        if (last.outside() == 0) {
            return last;
        }
        Bounds all = subject.fresh(program -> new Stretch(program, names(program), ALL_BLOWN_UP).bounds());
        return all.outside() < last.outside() ? all : last;
    }

    private static List<String> names(TrainingProgram program) {
        return List.copyOf(program.net().parameters().keySet());
    }

    /** Some of a program's weights, blown up. */
    private final class Stretch {
        private final TrainingProgram program;
        private final List<Tensor> weights;
        private final double factor;

        Stretch(TrainingProgram program, List<String> names, double factor) {
            this.program = program;
            this.weights = names.stream()
                    .map(name ->
                            Objects.requireNonNull(program.net().parameters().get(name), name))
                    .toList();
            this.factor = factor;
        }

        Bounds bounds() {
            program.net().eval();
            wake();
            List<Double> targets = new ArrayList<>();
            Span blown = new Span();
            Span further = new Span();
            for (int b = 0; b < Math.min(BATCHES, program.training(0).count()); b++) {
                try (Batch batch = program.training(0).open(b);
                        NoGrad off = NoGrad.open()) {
                    for (double scale : new double[] {1, factor, -1}) { // × 1, × 1000, × −1000
                        scale(scale);
                        blown.add(program.forward(batch));
                    }
                    for (double scale : new double[] {factor, -1}) { // × −1,000,000, × 1,000,000
                        scale(scale);
                        further.add(program.forward(batch));
                    }
                    scale(1 / (factor * factor));
                    Arrays.stream(batch.target().toDoubles()).forEach(targets::add);
                }
            }
            if (blown.overflown) {
                throw new CouldNotJudge("with larger weights the outputs are no numbers");
            }
            double low = further.low < GROWS * Math.min(blown.low, 0) ? Double.NEGATIVE_INFINITY : blown.low;
            double high = further.high > GROWS * Math.max(blown.high, 0) ? Double.POSITIVE_INFINITY : blown.high;
            return Reach.this.bounds(
                    low,
                    high,
                    targets.stream().mapToDouble(target -> target).sorted().toArray());
        }

        /** Weights that start at zero stay there, however often they are multiplied: they start at a small number instead. */
        private void wake() {
            try (Scope scope = Scope.open("wake");
                    NoGrad off = NoGrad.open()) {
                weights.stream()
                        .filter(weight -> weight.abs().max().item() == 0)
                        .forEach(weight -> weight.fillInPlace(ASLEEP));
            }
        }

        private void scale(double by) {
            weights.forEach(weight -> weight.mulInPlace(by));
        }
    }

    /** From the least to the largest output. */
    private static final class Span {
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private boolean overflown;

        void add(Tensor output) {
            double least = output.min().item();
            double largest = output.max().item();
            overflown |= Double.isNaN(least) || Double.isNaN(largest);
            low = Math.min(low, least);
            high = Math.max(high, largest);
        }
    }

    private Bounds bounds(double low, double high, double[] targets) {
        double least = targets[0];
        double largest = targets[targets.length - 1];
        double margin = edge * (largest - least);
        long outside = Arrays.stream(targets)
                .filter(target -> target < low - margin || target > high + margin)
                .count();
        return new Bounds(low, high, least, largest, (double) outside / targets.length);
    }
}
