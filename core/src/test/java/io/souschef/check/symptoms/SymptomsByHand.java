package io.souschef.check.symptoms;

import io.souschef.check.skeleton.Healthy;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.train.TrainingProgram;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;

/** Measures the distributions from which the thresholds come, and what watching costs. Run by hand: {@code SymptomsByHand spread|cost [seeds]}. */
final class SymptomsByHand {
    private static final int STEPS = 320;

    private SymptomsByHand() {}

    public static void main(String[] args) {
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 40;
        for (int warm = 0; warm < 10; warm++) {
            share(Healthy.MLP);
        }
        for (Healthy healthy : Healthy.values()) {
            if (args[0].equals("spread")) {
                spread(healthy, seeds);
            } else {
                cost(healthy, seeds);
            }
        }
    }

    private static void spread(Healthy healthy, int seeds) {
        List<Look> looks = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            try (TrainingProgram program = healthy.of(seed);
                    Observer observer = new Observer(program, true)) {
                int[] step = {0};
                train(program, STEPS, loss -> {
                    step[0]++;
                    observer.completed().ifPresent(looks::add);
                    if (step[0] == 1 || step[0] == 10 || step[0] % 100 == 0) {
                        observer.look(step[0], loss);
                    }
                });
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-20s dead %.2f  saturated %.2f  gradients %.1e  norm %.1f  ratio %.1e  push %.3f%n",
                healthy,
                largest(looks, look -> activations(look, Activation::dead)),
                largest(looks, look -> activations(look, Activation::saturated)),
                -largest(looks, look -> -gradients(look)),
                largest(looks, Look::gradientNorm),
                -largest(looks, look -> -weights(look, Weight::ratio)),
                largest(looks, look -> weights(look, Weight::push)));
    }

    private static double largest(List<Look> looks, ToDoubleFunction<Look> of) {
        return looks.stream()
                .mapToDouble(of)
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElse(Double.NaN);
    }

    private static double activations(Look look, ToDoubleFunction<Activation> of) {
        return look.activations().stream().mapToDouble(of).max().orElse(0);
    }

    private static double weights(Look look, ToDoubleFunction<Weight> of) {
        return look.matrices().stream()
                .map(Map.Entry::getValue)
                .filter(weight -> weight.update() > 0)
                .mapToDouble(of)
                .max()
                .orElse(Double.NaN);
    }

    private static double gradients(Look look) {
        double[] sizes = look.matrices().stream()
                .mapToDouble(entry -> entry.getValue().gradient())
                .filter(size -> size > 0)
                .sorted()
                .toArray();
        return sizes.length < 2 ? 1 : sizes[0] / sizes[sizes.length - 1];
    }

    /** In processor time of this thread, which other processes don't disturb; with OMP_NUM_THREADS=1. */
    private static void cost(Healthy healthy, int rounds) {
        double[] shares = new double[rounds];
        share(healthy); // warm
        for (int r = 0; r < rounds; r++) {
            shares[r] = share(healthy);
        }
        Arrays.sort(shares);
        System.out.printf(
                Locale.ROOT,
                "%-20s watching costs %.1f %% (median of %d; %.1f to %.1f)%n",
                healthy,
                100 * shares[rounds / 2],
                rounds,
                100 * shares[0],
                100 * shares[rounds - 1]);
    }

    private static double share(Healthy healthy) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long[] watching = {0};
        try (TrainingProgram program = healthy.of(1);
                Symptoms symptoms = Symptoms.of(program, finding -> {})) {
            long begun = thread.getCurrentThreadCpuTime();
            train(program, 1000, loss -> {
                long before = thread.getCurrentThreadCpuTime();
                symptoms.stepped(loss);
                watching[0] += thread.getCurrentThreadCpuTime() - before;
            });
            long all = thread.getCurrentThreadCpuTime() - begun;
            return (double) watching[0] / (all - watching[0]);
        }
    }

    private static void train(TrainingProgram program, int steps, DoubleConsumer after) {
        int step = 0;
        for (int epoch = 0; step < steps; epoch++) {
            Batches batches = program.training(epoch);
            for (int b = 0; b < batches.count() && step++ < steps; b++) {
                try (Batch batch = batches.open(b)) {
                    after.accept(program.step(batch));
                }
            }
        }
    }
}
