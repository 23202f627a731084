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
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The weights that layers multiply with, as they start, and whether their units are still alike after some of the user's steps. */
record Starts() implements Probe<List<Starts.Start>> {
    private static final int STEPS = 5;

    /** Of a program that updates its weights after several batches. */
    private static final int MOST_STEPS = 100;

    private static final double ALIKE = 1e-5;

    /**
     * One layer's weight.
     *
     * @param hidden whether another layer takes what is made of its result
     * @param bare whether it neither takes nor gives what a norm handles, doesn't end a residual branch, and makes no angles
     * @param fanIn numbers that go into one of its units
     * @param gain rms(weight) · √fan-in: by how much it would scale uncorrelated inputs
     * @param measured by how much it scaled the inputs of a batch; the same as the gain where all of these are zero
     * @param given root mean square of what it gave
     * @param scaledAfter where a bias is added in the same operation, what the result is multiplied with after it; else NaN
     * @param constant whether all its elements are one number, and not zero
     * @param alike whether all its units were alike, at the start and still after some steps
     */
    record Start(
            String name,
            boolean hidden,
            boolean bare,
            long fanIn,
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
        Map<String, Multiplied> layers = new LinkedHashMap<>();
        Multiplied.all(chart).forEach(layer -> layers.putIfAbsent(layer.weight().name(), layer));
        Set<Integer> followed = new HashSet<>();
        Multiplied.all(chart).forEach(layer -> layer.op().sources().stream()
                .filter(Source::isResult)
                .forEach(source -> followed.addAll(chart.ancestors(chart.op(source.op())))));
        return subject.fresh(program -> {
            try (Scope scope = Scope.open("starts")) {
                Map<String, Boolean> constant = new LinkedHashMap<>();
                Map<String, Boolean> alike = new LinkedHashMap<>();
                layers.forEach((name, layer) -> {
                    constant.put(name, isConstant(weight(program, name)));
                    alike.put(name, unitsAreAlike(layer, weight(program, name)));
                });
                if (alike.containsValue(true)) {
                    step(program);
                    layers.forEach((name, layer) -> alike.computeIfPresent(
                            name, (n, before) -> before && unitsAreAlike(layer, weight(program, n))));
                }
                List<Start> starts = new ArrayList<>();
                layers.forEach((name, layer) -> starts.add(start(
                        chart,
                        name,
                        layer,
                        followed.contains(layer.op().index()),
                        Objects.requireNonNull(constant.get(name)),
                        Objects.requireNonNull(alike.get(name)))));
                return starts;
            }
        });
    }

    private static Start start(
            Chart chart, String name, Multiplied layer, boolean hidden, boolean constant, boolean alike) {
        Op op = layer.op();
        double rms = chart.weight(name).orElseThrow().rms();
        double gain = rms * Math.sqrt((double) layer.fanIn());
        double scaledBy = chart.after(op).stream()
                .mapToDouble(Op::factor)
                .filter(factor -> !Double.isNaN(factor))
                .findFirst()
                .orElse(1);
        return new Start(
                name,
                hidden,
                isBare(chart, op),
                layer.fanIn(),
                gain,
                op.inputRms() > 0 ? Math.abs(scaledBy) * op.rms() / op.inputRms() : gain,
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
            if (isNorm(next)
                    || chart.isMerge(next)
                    || next.is("softmax", "cos")) { // frequencies are as large as they are
                return false;
            }
            if (next.is("div")
                    && next.sources().stream().allMatch(Source::isResult)
                    && next.sources().size() == 2) {
                return false; // a cosine: by the lengths of both
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
        int before = numbers(program);
        int updates = 0;
        for (int i = 0; updates < STEPS && i < MOST_STEPS; i++) {
            try (Batch batch = batches.open(i % batches.count())) {
                program.step(batch);
            }
            int after = numbers(program);
            updates += after == before ? 0 : 1;
            before = after;
        }
    }

    /** A hash of all weights. */
    private static int numbers(TrainingProgram program) {
        return program.net().parameters().values().stream()
                .map(weight -> Arrays.hashCode(weight.toFloats()))
                .toList()
                .hashCode();
    }

    private static Tensor weight(TrainingProgram program, String name) {
        return Objects.requireNonNull(program.net().parameters().get(name), name)
                .detach();
    }

    private static boolean isConstant(Tensor weight) {
        double low = weight.min().item();
        return weight.numel() > 1 && low == weight.max().item() && low != 0;
    }

    /** Whether all units have the same weights: a row each, of x · W a column. */
    private static boolean unitsAreAlike(Multiplied layer, Tensor weight) {
        Tensor rows = layer.byColumns()
                ? weight.transpose(-2, -1).contiguous().reshape(-1, layer.fanIn())
                : weight.reshape(weight.size(0), -1);
        if (rows.size(0) < 2) {
            return false;
        }
        double spread = rows.amax(0).sub(rows.amin(0)).max().item();
        return spread <= ALIKE * Math.max(rows.abs().max().item(), 1e-12);
    }
}
