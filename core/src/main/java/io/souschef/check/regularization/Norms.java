package io.souschef.check.regularization;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.BatchNorm;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The BatchNorms of a net: how they take in statistics, how many numbers they have for it, and how far what they hold is from
 * what they see after some steps of the program.
 */
record Norms() implements Probe<List<Norms.Norm>> {
    static final int STEPS = 24;

    /**
     * One BatchNorm.
     *
     * @param momentum the share of the running mean that a batch replaces; NaN where nothing moved
     * @param numbers per channel in a training batch
     * @param off median over channels of |held mean − seen mean| / seen deviation, after the steps, over training batches
     * @param ratio median of held variance / seen variance
     * @param moved whether the held statistics changed in the program's own steps
     * @param wider median of held variance over the larger of what it was before and what is seen
     */
    record Norm(String name, double momentum, long numbers, double off, double ratio, boolean moved, double wider) {}

    /** What a BatchNorm saw. */
    private static final class Seen {
        private double[] sum = new double[0];
        private double[] squares = new double[0];
        private long count;

        void take(Tensor x) {
            int channels = (int) x.size(1);
            float[] all = x.toFloats();
            int inner = (int) (x.numel() / x.size(0) / channels);
            if (sum.length == 0) {
                sum = new double[channels];
                squares = new double[channels];
            }
            for (int i = 0; i < all.length; i++) {
                int c = i / inner % channels;
                sum[c] += all[i];
                squares[c] += (double) all[i] * all[i];
            }
            count += all.length / channels;
        }
    }

    @Override
    public List<Norm> measure(Subject subject) {
        Map<String, double[]> momenta = subject.fresh(Norms::momenta);
        if (momenta.isEmpty()) {
            throw new CouldNotJudge("the net has no BatchNorm");
        }
        return subject.fresh(program -> trained(program, momenta));
    }

    private static Map<String, BatchNorm> norms(Layer net) {
        Map<String, BatchNorm> norms = new LinkedHashMap<>();
        net.layers().forEach((name, layer) -> {
            if (layer instanceof BatchNorm norm) {
                norms.put(name, norm);
            }
        });
        return norms;
    }

    /** The momentum of those that take something in, however often they are called in a pass; and numbers per channel. */
    private static Map<String, double[]> momenta(TrainingProgram program) {
        Map<String, double[]> momenta = new LinkedHashMap<>();
        try (Batch batch = program.training(0).open(0);
                NoGrad off = NoGrad.open()) {
            Map<String, BatchNorm> norms = norms(program.net());
            IdentityHashMap<Tensor, Long> sizes = new IdentityHashMap<>();
            norms.values().forEach(norm -> norm.runningMean().fillInPlace(0));
            program.net().train();
            try (Trace trace = Trace.open(step -> {
                if (step.operation().equals("batchNorm")) {
                    Tensor x = step.operands().get(0);
                    sizes.put(step.operands().get(1), x.numel() / x.size(1));
                }
            })) {
                program.forward(batch);
            }
            norms.forEach((name, norm) -> momenta.put(name, new double[] {
                norm.runningMean().abs().max().item() == 0 ? Double.NaN : norm.momentum(),
                sizes.getOrDefault(norm.weight(), 0L)
            }));
        }
        return momenta;
    }

    private static List<Norm> trained(TrainingProgram program, Map<String, double[]> momenta) {
        Map<String, BatchNorm> norms = norms(program.net());
        Map<String, float[]> before = new HashMap<>();
        Map<String, float[]> spread = new HashMap<>();
        norms.forEach((name, norm) -> {
            before.put(name, norm.runningMean().toFloats());
            spread.put(name, norm.runningVar().toFloats());
        });
        int step = 0;
        for (int epoch = 0; step < STEPS; epoch++) {
            Batches batches = Portion.of(program, program.training(epoch));
            if (batches.count() == 0) {
                throw new CouldNotJudge("training(%d) has no batches", epoch);
            }
            for (int b = 0; b < batches.count() && step < STEPS; b++, step++) {
                try (Batch batch = batches.open(b)) {
                    program.step(batch);
                }
            }
        }
        Map<String, Seen> seen = seen(program, norms);
        List<Norm> all = new ArrayList<>();
        try (Scope scope = Scope.open("norms")) {
            norms.forEach((name, norm) -> {
                double[] found = Objects.requireNonNull(momenta.get(name));
                Seen saw = Objects.requireNonNull(seen.get(name));
                all.add(norm(
                        name,
                        norm,
                        found,
                        saw,
                        Objects.requireNonNull(before.get(name)),
                        Objects.requireNonNull(spread.get(name))));
            });
        }
        return all;
    }

    /** What each BatchNorm is given by training batches, all in evaluation mode. */
    private static Map<String, Seen> seen(TrainingProgram program, Map<String, BatchNorm> norms) {
        Map<String, Seen> seen = new HashMap<>();
        norms.keySet().forEach(name -> seen.put(name, new Seen()));
        program.net().eval();
        Batches batches = Portion.of(program, program.training(0));
        for (int b = 0; b < Math.min(6, batches.count()); b++) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open();
                    Trace trace = Trace.open(step -> {
                        if (step.operation().equals("batchNorm")) {
                            norms.forEach((name, norm) -> {
                                if (step.operands().get(1) == norm.weight()) {
                                    Objects.requireNonNull(seen.get(name))
                                            .take(step.operands().get(0).detach());
                                }
                            });
                        }
                    })) {
                program.forward(batch);
            }
        }
        return seen;
    }

    private static Norm norm(String name, BatchNorm norm, double[] found, Seen seen, float[] before, float[] spread) {
        float[] mean = norm.runningMean().toFloats();
        float[] variance = norm.runningVar().toFloats();
        List<Double> off = new ArrayList<>();
        List<Double> ratio = new ArrayList<>();
        List<Double> wider = new ArrayList<>();
        for (int c = 0; c < seen.sum.length; c++) {
            double m = seen.sum[c] / seen.count;
            double v = seen.squares[c] / seen.count - m * m;
            if (v > 1e-12) {
                off.add(Math.abs(mean[c] - m) / Math.sqrt(v));
                ratio.add(variance[c] / v);
                wider.add(variance[c] / Math.max(spread[c], v));
            }
        }
        return new Norm(
                name,
                found[0],
                (long) found[1],
                off.isEmpty() ? 0 : median(off),
                ratio.isEmpty() ? 1 : median(ratio),
                !Arrays.equals(before, mean),
                wider.isEmpty() ? 1 : median(wider));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
