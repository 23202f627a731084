package io.souschef.check.init;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.Borrowed;
import io.souschef.check.wiring.Chart;
import io.souschef.check.wiring.Names;
import io.souschef.check.wiring.Op;
import io.souschef.check.wiring.Source;
import io.souschef.check.wiring.Wiring;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The weights that layers multiply with, as they start, and whether their units are still alike after some of the user's steps. */
record Starts() implements Probe<List<Starts.Start>> {
    private static final int STEPS = 5;
    private static final double ALIKE = 1e-5;

    /**
     * One layer's weight.
     *
     * @param hidden whether another layer follows
     * @param bare whether it neither takes nor gives what a norm handles, and doesn't end a residual branch
     * @param gain rms(weight) · √fan-in: by how much it would scale uncorrelated inputs
     * @param measured by how much it scaled the inputs of a batch
     * @param given root mean square of what it gave
     * @param scaledAfter where a bias is added in the same operation, what the result is multiplied with after it; else NaN
     * @param constant whether all its elements are one number, and not zero
     * @param alike whether all its units were alike, at the start and still after some steps
     */
    record Start(
            String name,
            boolean hidden,
            boolean bare,
            double gain,
            double measured,
            double given,
            double scaledAfter,
            boolean constant,
            boolean alike) {
        /** By how much it scales signals at most, by its weights or as measured; a bias is no signal. */
        double scales() {
            return Math.max(gain, Double.isNaN(scaledAfter) ? measured : gain * scaledAfter);
        }
    }

    /** Of those weights that are drawn: what was loaded, or is declared pretrained or frozen, was trained or chosen elsewhere. */
    static List<Start> drawn(Subject subject) {
        Set<String> loaded = subject.measured(new Borrowed()).openly();
        Set<String> frozen = subject.fresh(program -> program.declares().frozen());
        return subject.measured(new Starts()).stream()
                .filter(start -> !loaded.contains(start.name()) && !Names.under(start.name(), frozen))
                .toList();
    }

    @Override
    public List<Start> measure(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        Map<String, Op> layers = new LinkedHashMap<>();
        chart.layers()
                .forEach(op -> layers.putIfAbsent(op.weight().orElseThrow().name(), op));
        int last = chart.layers().stream().mapToInt(Op::index).max().orElse(-1);
        return subject.fresh(program -> {
            try (Scope scope = Scope.open("starts")) {
                Map<String, Boolean> constant = new LinkedHashMap<>();
                Map<String, Boolean> alike = new LinkedHashMap<>();
                layers.keySet().forEach(name -> {
                    constant.put(name, isConstant(weight(program, name)));
                    alike.put(name, unitsAreAlike(weight(program, name)));
                });
                if (alike.containsValue(true)) {
                    step(program);
                    layers.keySet()
                            .forEach(name -> alike.computeIfPresent(
                                    name, (n, before) -> before && unitsAreAlike(weight(program, n))));
                }
                List<Start> starts = new ArrayList<>();
                layers.forEach((name, op) -> starts.add(start(
                        chart,
                        name,
                        op,
                        op.index() != last,
                        Objects.requireNonNull(constant.get(name)),
                        Objects.requireNonNull(alike.get(name)))));
                return starts;
            }
        });
    }

    private static Start start(Chart chart, String name, Op op, boolean hidden, boolean constant, boolean alike) {
        double rms = chart.weight(name).orElseThrow().rms();
        List<Long> shape = op.weight().orElseThrow().shape();
        long fanIn = shape.subList(1, shape.size()).stream().reduce(1L, Math::multiplyExact);
        double scaledBy = chart.after(op).stream()
                .mapToDouble(Op::factor)
                .filter(factor -> !Double.isNaN(factor))
                .findFirst()
                .orElse(1);
        return new Start(
                name,
                hidden,
                isBare(chart, op),
                rms * Math.sqrt((double) fanIn),
                Math.abs(scaledBy) * op.rms() / op.inputRms(),
                Math.abs(scaledBy) * op.rms(),
                hasBias(op) ? Math.abs(scaledBy) : Double.NaN,
                constant,
                alike);
    }

    /** Whether a bias is added in the same operation, so that the size of the result says little of its weights. */
    private static boolean hasBias(Op op) {
        return op.is("linear", "conv2d")
                && op.sources().stream()
                        .anyMatch(
                                source -> source.isParameter() && source.shape().size() == 1);
    }

    /** Whether neither a norm stands beside it nor a residual. */
    static boolean isBare(Chart chart, Op op) {
        boolean fromNorm =
                chart.before(op, chart::isShaping).filter(Starts::isNorm).isPresent();
        Op at = op;
        while (true) {
            List<Op> after = chart.after(at);
            if (after.isEmpty()) {
                return !fromNorm;
            }
            Op next = after.get(0);
            if (isNorm(next) || chart.isMerge(next) || next.is("softmax")) {
                return false;
            }
            if (!chart.isShaping(next)
                    && next.sources().stream().filter(Source::isResult).count() != 1) {
                return !fromNorm;
            }
            if (!chart.isLinear(next)) {
                return !fromNorm;
            }
            at = next;
        }
    }

    private static boolean isNorm(Op op) {
        return op.is("batchNorm", "layerNorm", "groupNorm");
    }

    private static void step(TrainingProgram program) {
        Batches batches = program.training(0);
        for (int i = 0; i < STEPS; i++) {
            try (Batch batch = batches.open(i % batches.count())) {
                program.step(batch);
            }
        }
    }

    private static Tensor weight(TrainingProgram program, String name) {
        return Objects.requireNonNull(program.net().parameters().get(name), name)
                .detach();
    }

    private static boolean isConstant(Tensor weight) {
        double low = weight.min().item();
        return weight.numel() > 1 && low == weight.max().item() && low != 0;
    }

    /** Whether all rows of a weight, one per unit, are equal. */
    private static boolean unitsAreAlike(Tensor weight) {
        if (weight.size(0) < 2) {
            return false;
        }
        Tensor rows = weight.reshape(weight.size(0), -1);
        double spread = rows.amax(0).sub(rows.amin(0)).max().item();
        return spread <= ALIKE * Math.max(rows.abs().max().item(), 1e-12);
    }
}
