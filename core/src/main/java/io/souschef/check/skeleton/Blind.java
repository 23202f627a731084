package io.souschef.check.skeleton;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Short trainings on the same few batches, with inputs and with zeros, seed by seed; longer ones until those that see are better
 * by {@code gap} of the loss.
 */
record Blind(double gap) implements Probe<Blind.Measured> {
    private static final int SEEDS = 3;
    private static final int BATCHES = 2;
    private static final int EXAMPLES = 32;

    /** Of sequences fewer will do, as long as they hold so many tokens to predict together; never fewer than a few. */
    private static final int TOKENS = 512, FEW = 8;

    private static final int[] STEPS = {20, 80, 300};
    private static final double SECONDS = 10;

    /** A fall by this share of the loss at the start is learning. */
    private static final double LEARNT = 0.1;

    /**
     * @param seeing loss after training with inputs, per seed
     * @param blind the same with zeros
     * @param start the loss with inputs before training
     * @param ignorant the loss of one that knows how these targets are distributed, per seed
     * @param reach how far the outputs of the nets that see move when each example is given the input of another, root mean square;
     *     of a number in deviations of the targets
     * @param inTime whether the longest training was reached, or not needed
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Measured(
            double[] seeing,
            double[] blind,
            double[] start,
            double[] ignorant,
            double[] reach,
            int steps,
            long examples,
            boolean inTime,
            String unit) {
        /**
         * Whether the inputs help, by this share of the loss, on every seed: more than nothing does, and more than knowing how the
         * targets are distributed, which a net that sees may merely learn sooner.
         */
        boolean allBetter(double share) {
            return IntStream.range(0, seeing.length)
                    .allMatch(i -> seeing[i] < Math.min(blind[i], ignorant[i]) * (1 - share));
        }

        /** Whether on every seed one of the two nets has got better at all. */
        boolean learnt() {
            return IntStream.range(0, seeing.length)
                    .allMatch(i -> Math.min(seeing[i], blind[i]) <= start[i] * (1 - LEARNT));
        }

        double farthestReach() {
            return Arrays.stream(reach).max().orElseThrow();
        }
    }

    /** What one training gave. */
    private record Trained(double start, double loss, double ignorant, double reach, long examples, String unit) {}

    @Override
    public Measured measure(Subject subject) {
        long begun = System.nanoTime();
        Measured measured = after(subject, STEPS[0], true);
        for (int i = 1; i < STEPS.length && !measured.allBetter(gap); i++) {
            if ((System.nanoTime() - begun) / 1e9 > SECONDS) {
                return after(measured, false);
            }
            measured = after(subject, STEPS[i], true);
        }
        return measured;
    }

    private static Measured after(Measured m, boolean inTime) {
        return new Measured(m.seeing, m.blind, m.start, m.ignorant, m.reach, m.steps, m.examples, inTime, m.unit);
    }

    private static Measured after(Subject subject, int steps, boolean inTime) {
        double[] seeing = new double[SEEDS];
        double[] blind = new double[SEEDS];
        double[] start = new double[SEEDS];
        double[] ignorant = new double[SEEDS];
        double[] reach = new double[SEEDS];
        long examples = 0;
        String unit = "";
        for (int i = 0; i < SEEDS; i++) {
            Trained eyes = subject.fresh(subject.seed() + i, program -> trained(program, steps, false));
            blind[i] = subject.fresh(subject.seed() + i, program -> trained(program, steps, true))
                    .loss();
            seeing[i] = eyes.loss();
            start[i] = eyes.start();
            ignorant[i] = eyes.ignorant();
            reach[i] = eyes.reach();
            examples = eyes.examples();
            unit = eyes.unit();
        }
        return new Measured(seeing, blind, start, ignorant, reach, steps, examples, inTime, unit);
    }

    private static Trained trained(TrainingProgram program, int steps, boolean zeroed) {
        Batches first = program.training(0).first(BATCHES);
        if (first.count() == 0) {
            throw new CouldNotJudge("training(0) has no batches");
        }
        Batches few = SmallBatch.of(first, examples(program.task(), first), zeroed);
        double start = loss(program, few);
        for (int step = 0; step < steps; step++) {
            try (Batch batch = few.open(step % few.count())) {
                program.step(batch);
            }
        }
        double reach = zeroed ? 0 : reach(program, few);
        return new Trained(
                start,
                loss(program, few),
                ignorant(program.task(), few),
                reach,
                few.examples(),
                program.task().lossUnit());
    }

    private static int examples(Task task, Batches first) {
        if (!(task instanceof Task.NextToken)) {
            return EXAMPLES;
        }
        try (Batch batch = first.open(0)) {
            long tokens = batch.target().numel() / batch.size();
            return (int) Math.max(FEW, Math.min(EXAMPLES, TOKENS / Math.max(1, tokens)));
        }
    }

    private static double ignorant(Task task, Batches few) {
        Targets targets = new Targets();
        for (Batch batch : few) {
            try (batch) {
                targets.add(task, batch.target().toDoubles(), batch.size());
            }
        }
        double loss = task instanceof Task.Regression ? targets.variance() : targets.entropy();
        if (!(loss > 0)) {
            throw new CouldNotJudge("the %d examples that it tries have all the same target", few.examples());
        }
        return loss;
    }

    private static double loss(TrainingProgram program, Batches few) {
        double sum = 0;
        for (Batch batch : few) {
            try (batch) {
                sum += FewSteps.lossInTraining(program, batch) * batch.size();
            }
        }
        return sum / few.examples();
    }

    private static double reach(TrainingProgram program, Batches few) {
        try (Batch batch = few.open(0);
                Batch rolled = SmallBatch.rolled(batch)) {
            Evaluation own = FewSteps.evaluated(program, batch);
            Evaluation others = FewSteps.evaluated(program, rolled);
            double squares = 0;
            for (int i = 0; i < own.outputs().length; i++) {
                squares += Math.pow(own.outputs()[i] - others.outputs()[i], 2);
            }
            return Math.sqrt(squares / own.outputs().length) / unit(own);
        }
    }

    private static double unit(Evaluation evaluation) {
        if (!(evaluation.task() instanceof Task.Regression)) {
            return 1;
        }
        float[] targets = evaluation.targets();
        double mean = IntStream.range(0, targets.length)
                .mapToDouble(i -> targets[i])
                .average()
                .orElse(0);
        double variance = IntStream.range(0, targets.length)
                .mapToDouble(i -> Math.pow(targets[i] - mean, 2))
                .average()
                .orElse(0);
        return variance > 0 ? Math.sqrt(variance) : 1;
    }
}
