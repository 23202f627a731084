package io.souschef.check.skeleton;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Refused;
import io.souschef.tensor.WrongShape;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Short trainings on the same few batches, with inputs and with zeros, side by side and seed by seed; longer ones until those that
 * see are better by {@code gap} of the loss on every seed after as many steps. Where the loss of the first is only half as high, or the
 * first has learnt nothing after the longest training, the other seeds are spared.
 *
 * @param patience in seconds; it isn't trained on where that would take longer on all seeds
 */
record Blind(double gap, double patience) implements Probe<Blind.Measured> {
    private static final int SEEDS = 3;
    private static final int BATCHES = 2;
    private static final int EXAMPLES = 32;

    /** Of sequences fewer will do, as long as they hold so many tokens to predict together; never fewer than a few. */
    private static final int TOKENS = 512, FEW = 8;

    /** After so many steps all seeds are compared, and on the way the losses of the first. */
    private static final List<Integer> STEPS = List.of(20, 80, 300), LOOKS = List.of(20, 40, 80, 160, 300);

    /** Seconds. */
    private static final double PATIENCE = 30;

    /** A fall by this share of the loss at the start is learning. */
    private static final double LEARNT = 0.1;

    /** Of the loss: better by so much on one seed is no luck. Of inputs that come with other labels each time a few per cent are. */
    private static final double FAR = 0.5;

    /**
     * In logits, or deviations of the target: a net that moves by less says the same whatever it is shown. Over 40 seeds x 16 healthy programs
     * 0.16 to 11, at a rate of 1e-5 at least 0.27; of a constant input exactly 0, of inputs 65,000 times too small at most 0.0007. Those 255
     * times too small are learnt from, if slowly.
     */
    private static final double REACH = 0.01;

    /** Of the loss at the start: a loss of one's own that is nearer to the task's is the same, with a penalty perhaps. */
    private static final double OWN = 0.02;

    Blind(double gap) {
        this(gap, PATIENCE);
    }

    /**
     * @param seeing loss after training with inputs, per seed
     * @param blind the same with zeros
     * @param start the loss with inputs before training
     * @param ignorant the loss of one that knows how these targets are distributed, per seed
     * @param least what the right answers themselves would cost, where they are neither yes nor no
     * @param reach how far the outputs of the nets that see move when each example is given the input of another, root mean square;
     *     of a number in deviations of the targets
     * @param ownGain by what share the program's own loss, where it is another than the task's, is lower with inputs, per seed; else NaN
     * @param steps of the longest training
     * @param inTime whether the longest training was reached, or not needed
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Measured(
            double[] seeing,
            double[] blind,
            double[] start,
            double[] ignorant,
            double least,
            double[] reach,
            double[] ownGain,
            int steps,
            long examples,
            boolean inTime,
            String unit) {
        /**
         * Whether the inputs help, by this share of the loss, on every seed: more than nothing does, and more than knowing how the
         * targets are distributed, which a net that sees may merely learn sooner. Where the program has a loss of its own, lower in that one
         * will do: it is what the net is trained for.
         */
        boolean allBetter(double share) {
            return IntStream.range(0, seeing.length)
                    .allMatch(i ->
                            isBelow(seeing[i], Math.min(blind[i], ignorant[i]), least, share) || ownGain[i] > share);
        }

        /** Whether on every seed one of the two nets has got better at all. */
        boolean learnt() {
            return IntStream.range(0, seeing.length)
                    .allMatch(i -> Math.min(seeing[i], blind[i]) <= start[i] * (1 - LEARNT));
        }

        /** Whether on every seed the net that sees says the same whatever it is shown. */
        boolean constant() {
            return Arrays.stream(reach).allMatch(r -> isConstant(r, inTime));
        }
    }

    /** Whether a loss lies below another by this share of what the other is above the least. */
    private static boolean isBelow(double loss, double other, double least, double share) {
        return loss - least < (other - least) * (1 - share);
    }

    /** A net that was not trained for long may still say next to nothing: then the same to the bit, on whatever machine. */
    private static boolean isConstant(double reach, boolean inTime) {
        return reach == 0 || (inTime && reach < REACH);
    }

    /** What the two trainings from one seed gave. */
    private record Pair(
            double start,
            double seeing,
            double blind,
            double ignorant,
            double least,
            double reach,
            double ownGain,
            int steps,
            long examples,
            boolean inTime,
            String unit) {
        boolean better(double share) {
            return isBelow(seeing, Math.min(blind, ignorant), least, share) || ownGain > share;
        }

        /** Whether the longest training leaves it open, and other seeds could only do the same. */
        boolean tellsNothing(double share) {
            boolean learnt = Math.min(seeing, blind) <= start * (1 - LEARNT);
            return !better(share) && !isConstant(reach, inTime) && !(learnt && inTime);
        }

        Pair outOfTime() {
            return new Pair(start, seeing, blind, ignorant, least, reach, ownGain, steps, examples, false, unit);
        }
    }

    /** How long a step takes. */
    private static final class Pace {
        private final long begun = System.nanoTime();
        private final double patience;
        private int taken;

        Pace(double patience) {
            this.patience = patience;
        }

        boolean allows(int steps) {
            return (System.nanoTime() - begun) / 1e9 / taken * steps <= patience;
        }
    }

    @Override
    public Measured measure(Subject subject) {
        Pace pace = new Pace(patience);
        Measured measured = after(subject, STEPS.get(0), pace);
        while (!measured.allBetter(gap) && measured.inTime() && measured.steps() < longest()) {
            measured = after(subject, next(measured.steps()), pace);
        }
        return measured;
    }

    private static int longest() {
        return STEPS.get(STEPS.size() - 1);
    }

    private static int next(int steps) {
        return STEPS.get(STEPS.indexOf(steps) + 1);
    }

    /** From every seed after so many steps, or more where the first needs them. */
    private Measured after(Subject subject, int steps, Pace pace) {
        List<Pair> pairs = new ArrayList<>();
        pairs.add(pair(subject, 0, training -> training.from(steps, gap), pace));
        Pair first = pairs.get(0);
        for (int i = 1; i < SEEDS && !first.better(FAR) && !first.tellsNothing(gap); i++) {
            pairs.add(pair(subject, i, training -> training.reached(training.after(first.steps())), pace));
        }
        return measured(pairs);
    }

    private static Pair pair(Subject subject, int i, Function<Training, Pair> train, Pace pace) {
        long seed = subject.seed() + i;
        return subject.fresh(
                seed, seeing -> subject.fresh(seed, blind -> train.apply(new Training(seeing, blind, pace))));
    }

    private static Measured measured(List<Pair> pairs) {
        return new Measured(
                each(pairs, Pair::seeing),
                each(pairs, Pair::blind),
                each(pairs, Pair::start),
                each(pairs, Pair::ignorant),
                pairs.get(0).least(),
                each(pairs, Pair::reach),
                each(pairs, Pair::ownGain),
                pairs.get(0).steps(),
                pairs.get(0).examples(),
                pairs.stream().allMatch(Pair::inTime),
                pairs.get(0).unit());
    }

    private static double[] each(List<Pair> pairs, ToDoubleFunction<Pair> value) {
        return pairs.stream().mapToDouble(value).toArray();
    }

    /** Two programs from one seed, of which one is shown zeros. */
    private static final class Training {
        private final TrainingProgram seeing;
        private final TrainingProgram blind;
        private final Pace pace;
        private final Batches shown;
        private final Batches zeros;

        private final double start;
        private final double ownStart;
        private final double ignorant;
        private final double least;
        private int taken;

        Training(TrainingProgram seeing, TrainingProgram blind, Pace pace) {
            this.seeing = seeing;
            this.blind = blind;
            this.pace = pace;
            this.shown = few(seeing, false);
            this.zeros = few(blind, true);
            this.start = loss(seeing, shown);
            this.ownStart = ownLoss(seeing, shown);
            canDoWithZeros(blind, zeros);
            Targets targets = targets(seeing.task(), shown);
            this.ignorant = ignorant(targets, shown);
            this.least = targets.least();
        }

        /** Until the one that sees is better, after {@code least} steps or more; or better by far, after any. */
        Pair from(int least, double gap) {
            for (int look : LOOKS) {
                Pair pair = after(look);
                boolean compared = look >= least && STEPS.contains(look);
                if (pair.better(FAR) || (compared && (pair.better(gap) || look == longest()))) {
                    return reached(pair);
                }
                if (compared && !pace.allows(2 * SEEDS * (next(look) - look))) {
                    return reached(pair).outOfTime();
                }
            }
            throw new IllegalStateException("the last look is the longest training");
        }

        Pair after(int steps) {
            train(seeing, shown, steps);
            train(blind, zeros, steps);
            taken = steps;
            return new Pair(
                    start,
                    loss(seeing, shown),
                    loss(blind, zeros),
                    ignorant,
                    least,
                    Double.NaN,
                    ownGain(),
                    steps,
                    shown.examples(),
                    true,
                    seeing.task().lossUnit());
        }

        /** With what is looked at after the last step only. */
        Pair reached(Pair p) {
            double reach = reach(seeing, shown);
            return new Pair(
                    p.start,
                    p.seeing,
                    p.blind,
                    p.ignorant,
                    p.least,
                    reach,
                    p.ownGain,
                    p.steps,
                    p.examples,
                    p.inTime,
                    p.unit);
        }

        private double ownGain() {
            double with = ownLoss(seeing, shown);
            double without = ownLoss(blind, zeros);
            return (ownStart - start < OWN * start && start - ownStart < OWN * start) || !(without > 0)
                    ? Double.NaN
                    : 1 - with / Math.min(without, ownStart);
        }

        private void train(TrainingProgram program, Batches few, int steps) {
            for (int step = taken; step < steps; step++) {
                try (Batch batch = few.open(step % few.count())) {
                    program.step(batch);
                }
            }
            pace.taken += steps - taken;
        }
    }

    /** Lengths, masks and positions may be inputs too, and zeros be none. */
    private static void canDoWithZeros(TrainingProgram blind, Batches zeros) {
        try {
            loss(blind, zeros);
        } catch (Refused | WrongShape | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new CouldNotJudge(
                    "zeros for inputs are none to it: %s",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static Batches few(TrainingProgram program, boolean zeroed) {
        Batches first = program.training(0).first(BATCHES);
        if (first.count() == 0) {
            throw new CouldNotJudge("training(0) has no batches");
        }
        return SmallBatch.of(first, examples(program.task(), first), zeroed);
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

    private static Targets targets(Task task, Batches few) {
        Targets targets = new Targets();
        for (Batch batch : few) {
            try (batch) {
                targets.add(task, batch.target().toDoubles(), batch.size());
            }
        }
        return targets;
    }

    private static double ignorant(Targets targets, Batches few) {
        double loss = targets.task() instanceof Task.Regression ? targets.variance() : targets.entropy();
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

    private static double ownLoss(TrainingProgram program, Batches few) {
        double sum = 0;
        for (Batch batch : few) {
            try (batch) {
                sum += FewSteps.ownLossInTraining(program, batch) * batch.size();
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
