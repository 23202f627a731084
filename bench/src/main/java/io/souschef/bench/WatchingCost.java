package io.souschef.bench;

import io.souschef.check.symptoms.Symptoms;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.train.TrainingProgram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * What it costs to watch a training for symptoms: the processor time of {@link Symptoms}, of that of the training itself, loading
 * included, over 1,000 steps. Of this thread, so that other work on the machine doesn't disturb it; for that the engine must have one
 * thread alone (OMP_NUM_THREADS=1). Run from the project's root.
 *
 * <pre>{@code
 * java io.souschef.bench.WatchingCost [NET …]     // smallest, mlp, convnet, gpt
 * }</pre>
 */
public final class WatchingCost {
    private static final int ROUNDS = 5, STEPS = 1000;

    private WatchingCost() {}

    public static void main(String[] args) throws IOException {
        for (String name : args.length == 0 ? List.of("smallest", "mlp", "convnet", "gpt") : List.of(args)) {
            LongFunction<TrainingProgram> program =
                    name.equals("smallest") ? CheckSuite.pictures("mlp 16x1") : CheckSuite.program(name);
            share(program); // warm
            double[] shares = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                shares[round] = 100 * share(program);
            }
            Arrays.sort(shares);
            System.out.printf(
                    Locale.ROOT,
                    "%-10s watching costs %.1f %% of the training (median of %d; %.1f to %.1f)%n",
                    name,
                    shares[ROUNDS / 2],
                    ROUNDS,
                    shares[0],
                    shares[ROUNDS - 1]);
        }
    }

    private static double share(LongFunction<TrainingProgram> made) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long watching = 0;
        int step = 0;
        try (TrainingProgram program = made.apply(1);
                Symptoms symptoms = Symptoms.of(program, finding -> {})) {
            long begun = thread.getCurrentThreadCpuTime();
            for (int epoch = 0; step < STEPS; epoch++) {
                Batches batches = program.training(epoch);
                for (int b = 0; b < batches.count() && step < STEPS; b++, step++) {
                    try (Batch batch = batches.open(b)) {
                        double loss = program.step(batch);
                        long before = thread.getCurrentThreadCpuTime();
                        symptoms.stepped(loss);
                        watching += thread.getCurrentThreadCpuTime() - before;
                    }
                }
            }
            long all = thread.getCurrentThreadCpuTime() - begun;
            return (double) watching / (all - watching);
        }
    }
}
