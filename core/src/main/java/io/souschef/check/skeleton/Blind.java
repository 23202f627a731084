package io.souschef.check.skeleton;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.train.TrainingProgram;

/** Short trainings on the same few batches, with inputs and with zeros, seed by seed. */
record Blind(double gap) implements Probe<Blind.Measured> {
    private static final int SEEDS = 3;
    private static final int BATCHES = 2;
    private static final int EXAMPLES = 32;
    private static final int EVERY = 20;
    private static final int STEPS = 300;
    private static final double SECONDS = 10;

    /** A fall by this share of the loss at the start is learning. */
    private static final double LEARNT = 0.1;

    /**
     * @param seeing loss after training with inputs, per seed
     * @param blind the same with zeros
     * @param start loss of the first seed's net before
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Measured(double[] seeing, double[] blind, double start, int steps, int examples, String unit) {
        boolean allBetter(double gap) {
            for (int i = 0; i < seeing.length; i++) {
                if (!(seeing[i] < blind[i] * (1 - gap))) {
                    return false;
                }
            }
            return true;
        }

        /** Whether either net has got better at all. */
        boolean learnt() {
            for (int i = 0; i < seeing.length; i++) {
                if (Math.min(seeing[i], blind[i]) > start * (1 - LEARNT)) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public Measured measure(Subject subject) {
        long begun = System.nanoTime();
        int steps = 0;
        Measured measured;
        do {
            steps = steps == 0 ? EVERY : 4 * steps;
            measured = after(subject, Math.min(steps, STEPS));
        } while (!measured.allBetter(gap) && steps < STEPS && (System.nanoTime() - begun) / 1e9 < SECONDS);
        return measured;
    }

    private static Measured after(Subject subject, int steps) {
        double[] seeing = new double[SEEDS];
        double[] blind = new double[SEEDS];
        double[] start = new double[SEEDS];
        int[] examples = new int[1];
        String[] unit = new String[1];
        for (int i = 0; i < SEEDS; i++) {
            int seed = i;
            seeing[i] = subject.fresh(subject.seed() + i, program -> {
                unit[0] = program.task().lossUnit();
                return trained(program, steps, false, start, seed, examples);
            });
            blind[i] = subject.fresh(
                    subject.seed() + i, program -> trained(program, steps, true, new double[SEEDS], seed, examples));
        }
        return new Measured(seeing, blind, start[0], steps, examples[0], unit[0]);
    }

    private static double trained(
            TrainingProgram program, int steps, boolean zeroed, double[] start, int seed, int[] examples) {
        Batches batches = program.training(0);
        int count = Math.min(BATCHES, batches.count());
        start[seed] = loss(program, batches, count, zeroed, examples);
        for (int step = 0; step < steps; step++) {
            try (Batch whole = batches.open(step % count);
                    Batch few = SmallBatch.of(whole, EXAMPLES)) {
                if (zeroed) {
                    try (Batch zeros = SmallBatch.zeroed(few)) {
                        program.step(zeros);
                    }
                } else {
                    program.step(few);
                }
            }
        }
        return loss(program, batches, count, zeroed, examples);
    }

    private static double loss(TrainingProgram program, Batches batches, int count, boolean zeroed, int[] examples) {
        double sum = 0;
        int n = 0;
        for (int b = 0; b < count; b++) {
            try (Batch whole = batches.open(b);
                    Batch few = SmallBatch.of(whole, EXAMPLES)) {
                if (zeroed) {
                    try (Batch zeros = SmallBatch.zeroed(few)) {
                        sum += FewSteps.lossInTraining(program, zeros) * few.size();
                    }
                } else {
                    sum += FewSteps.lossInTraining(program, few) * few.size();
                }
                n += few.size();
            }
        }
        examples[0] = n;
        return sum / n;
    }
}
