package io.souschef.check.init;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** How far what fresh nets say on average is from the mean of the numbers that they should give, and how soon training has made that up. */
public record Offset() implements Probe<Offset.Measured> {
    /** Deviations of the targets. Over 40 seeds each of 19 regressions 0.9 at most, for counts around one. */
    static final double FAR = 2;

    /** Deviations: no more than a quarter is left of the variance that the mean alone would cost. */
    private static final double MADE_UP = 0.5;

    /** As many as the other checks give a net to learn something in. */
    static final int STEPS = 300;

    private static final List<Integer> LOOKS = List.of(10, 30, 100, STEPS);
    private static final int BATCHES = 8;
    private static final int NETS = 5;

    /**
     * @param said mean of what 5 fresh nets say
     * @param expected mean of the targets
     * @param deviations of the targets that lie between the two, for each net by itself, on average
     * @param oneSide whether all nets say more than the targets' mean, or all of them less: what they have in common, a bias, may be why
     * @param wanted whether the program's own loss is lower at the mean of the targets than at what is said: that of a quantile, or of
     *     logarithms, need not be
     * @param madeUp after how many steps the mean is learnt; 0 where it isn't far off to begin with or not wanted, the largest number where not in time
     */
    public record Measured(
            double said, double expected, double deviations, boolean oneSide, boolean wanted, int madeUp) {
        public boolean isFar() {
            return deviations > FAR;
        }

        /** Whether training has to do without the mean for long. */
        public boolean isHarmful() {
            return isFar() && madeUp > STEPS;
        }
    }

    @Override
    public Measured measure(Subject subject) {
        List<Means> fresh = LongStream.range(0, NETS)
                .mapToObj(net -> subject.fresh(subject.seed() + net, Offset::means))
                .toList();
        Means first = fresh.get(0);
        if (!first.alike) {
            throw new CouldNotJudge(
                    "an example's output has another size than its target: their means say nothing of each other");
        }
        if (Double.isNaN(first.deviation)) {
            throw new CouldNotJudge("not all targets are finite numbers");
        }
        if (first.deviation == 0) {
            throw new CouldNotJudge("all targets are equal");
        }
        double said = average(fresh.stream().mapToDouble(means -> means.said));
        double expected = average(fresh.stream().mapToDouble(means -> means.expected));
        double off = average(fresh.stream().mapToDouble(Means::off));
        boolean oneSide = fresh.stream().allMatch(means -> means.said > means.expected)
                || fresh.stream().allMatch(means -> means.said < means.expected);
        return new Measured(
                said,
                expected,
                off,
                oneSide,
                first.wanted,
                off > FAR && first.wanted ? subject.fresh(Offset::madeUp) : 0);
    }

    private static double average(DoubleStream values) {
        return values.average().orElse(Double.NaN);
    }

    /** Of one net. */
    private record Means(double said, double expected, double deviation, boolean wanted, boolean alike) {
        double off() {
            return Math.abs(said - expected) / deviation;
        }
    }

    private static Means means(TrainingProgram program) {
        program.net().eval();
        Batches batches = Portion.of(program, program.training(0));
        int count = Math.min(BATCHES, batches.count());
        double[] all = new double[4]; // outputs, their number; targets, their number
        double squares = 0;
        for (int b = 0; b < count; b++) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                double[] targets = batch.target().toDoubles();
                all[0] += output.mean().item() * output.numel();
                all[1] += output.numel();
                all[2] += Arrays.stream(targets).sum();
                all[3] += targets.length;
                squares += Arrays.stream(targets).map(y -> y * y).sum();
            }
        }
        double said = all[0] / all[1];
        double expected = all[2] / all[3];
        double variance = Math.max(0, squares / all[3] - expected * expected);
        return new Means(
                said, expected, Math.sqrt(variance), wanted(program, batches, count, said, expected), all[1] == all[3]);
    }

    private static boolean wanted(TrainingProgram program, Batches batches, int count, double said, double expected) {
        double gain = 0;
        for (int b = 0; b < count; b++) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                Tensor zero = program.forward(batch).to(DType.FLOAT32).mul(0);
                gain += program.loss(zero.add(said), batch).item()
                        - program.loss(zero.add(expected), batch).item();
            }
        }
        return !(gain <= 0); // no number is no reason to think so
    }

    private static int madeUp(TrainingProgram program) {
        Batches batches = program.training(0);
        int epoch = 0;
        int next = 0;
        int taken = 0;
        for (int look : LOOKS) {
            for (; taken < look; taken++) {
                if (next == batches.count()) {
                    batches = program.training(++epoch);
                    next = 0;
                }
                try (Batch batch = batches.open(next++)) {
                    program.step(batch);
                }
            }
            if (means(program).off() < MADE_UP) {
                return look;
            }
        }
        return STEPS + 1;
    }
}
