package io.souschef.check.skeleton;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far the program's step gets on the first few examples of its first batch.
 *
 * @param further seeds after the subject's own
 */
record Memorised(int further) implements Probe<Memorised.Measured> {
    private static final int EXAMPLES = 8;
    private static final int EVERY = 10;
    private static final int STEPS = 600;
    private static final double SECONDS = 12;

    /**
     * Of the loss at the start. Over 40 seeds 18 of 19 healthy programs get below it, with label smoothing 0.1 and dropout 0.5 too; the one
     * at a rate of 1e-5 can't be judged. With a softmax before the cross-entropy nothing below 0.54 can be reached with four classes, 0.63
     * with ten.
     */
    private static final double FLOOR = 0.2;

    /**
     * Where every answer is right, so much is low enough: a margin loss stops pulling at 0.23. After a softmax too many 0.45 can be reached
     * with two classes, and more with more.
     */
    private static final double ENOUGH = 0.35;

    /**
     * Where its own loss has come down to this share of its start, the step fits what it is asked for: a teacher's answers that aren't the
     * labels, or masks by Dice, which has no use for the last pixel. There 0.0012 and 0.0080 of it were left, and at least this share of
     * the answers was right.
     */
    private static final double OWN = 0.02, RIGHT = 0.8;

    /** Once it is at the floor it goes on to here, for so many times the steps that it took to the floor. */
    private static final double DEEP = 0.01, LONGER = 3;

    /** With less than this share of its rate nothing is learnt any more. */
    private static final double RATE_LEFT = 0.1;

    /** It isn't over while the last third of the curve falls by so much of what the second did, as it does at a rate of 1e-5 over 40 seeds; after a softmax too many it has been flat for long */
    private static final double SLOWING = 0.5;

    /** nor while it falls by so much of itself: with plain SGD a loss falls like one over the steps, 0.2 to 0.3 in healthy programs that are slow. */
    private static final double FALLING = 0.1;

    /** and the whole has fallen by so much of the loss at the start. */
    private static final double MOVED = 0.005;

    /**
     * @param start the task's loss before the first step
     * @param loss after the last, in training or in evaluation mode, whichever is lower
     * @param least what the right answers themselves would cost, where they are grey, neither yes nor no
     * @param floor what it should come down to
     * @param answers predictions that were made
     * @param right of these
     * @param attainable how many of them can be right for a net that looks at a token, or a candidate, by itself
     * @param at after how many steps
     * @param losses was what the loss
     * @param ownLoss what the last steps returned, of what the first did: a margin loss has its floor where the task's has not
     * @param rateLeft the learning rate at the end, of that at the start; 1 where it isn't known
     * @param carries whether a step goes on from the state that the one before left, so that the batch is never the same again
     * @param inTime whether it ended by steps, not by seconds
     * @param rows example, label, prediction
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Measured(
            Task task,
            int examples,
            int steps,
            double start,
            double loss,
            double least,
            double floor,
            int answers,
            int right,
            int attainable,
            double[] at,
            double[] losses,
            double ownLoss,
            double rateLeft,
            boolean carries,
            boolean inTime,
            List<List<String>> rows) {
        boolean allRight() {
            return task instanceof Task.Regression
                    || least > 0
                    || right >= attainable; // of a grey answer no side is right
        }

        /**
         * Every answer is right, and the loss is at the floor, the task's or its own; or both losses are, and its own all but gone. With a state that is carried on, answers from a fresh
         * one say little, and its own loss counts.
         */
        boolean byHeart() {
            if (carries && ownLoss <= FLOOR) {
                return true;
            }
            if (ownGone() && loss <= floor && right >= RIGHT * answers) {
                return true;
            }
            return allRight()
                    && (loss <= floor
                            || (!(task instanceof Task.Regression)
                                    && (loss <= least + ENOUGH * (start - least) || ownLoss <= FLOOR)));
        }

        /** Whether the loss is no number any more. */
        boolean diverged() {
            return !Double.isFinite(loss);
        }

        /** Whether the loss that the step returns is all but gone, whatever the labels say. */
        boolean ownGone() {
            return ownLoss <= OWN;
        }

        /** Whether the program's schedule had ended before it could: a short training, on purpose. */
        boolean rateGone() {
            return rateLeft < RATE_LEFT;
        }

        /** Whether the curve hasn't flattened out yet. */
        boolean stillFalling() {
            int third = losses.length / 3;
            if (third == 0) {
                return false;
            }
            double first = mean(0, third);
            double second = mean(third, 2 * third);
            double last = mean(losses.length - third, losses.length);
            return first - last > MOVED * (start - least)
                    && (second - last > SLOWING * (first - second) || second - last > FALLING * (second - least));
        }

        private double mean(int from, int to) {
            return Arrays.stream(losses, from, to).average().orElse(Double.NaN);
        }
    }

    @Override
    public Measured measure(Subject subject) {
        long seed = subject.seed() + further;
        double[] said = subject.fresh(seed, Memorised::said);
        return subject.fresh(seed, program -> on(program, said));
    }

    private static Measured on(TrainingProgram program, double[] said) {
        try (Batch first = program.training(0).open(0)) {
            if (first.size() < 2) {
                throw new CouldNotJudge("the first batch has %d example, two are needed", first.size());
            }
            // two sequences may begin alike and go on differently, which nobody could learn
            int most = program.task() instanceof Task.NextToken
                    ? 1
                    : (int) Math.max(2, Math.min(EXAMPLES, Capacity.of(program, first)));
            try (Batch few = SmallBatch.varied(first, most, said)) {
                if (few.size() < Math.min(2, most)) {
                    throw new CouldNotJudge(
                            "the examples of the first batch are all the same: one of them by heart says little");
                }
                return trained(program, few);
            }
        }
    }

    /**
     * What a fresh net says of the first batch in evaluation mode, example by example; nothing where it can't be asked, nor of sequences, of which
     * one is learnt by heart, whichever.
     */
    private static double[] said(TrainingProgram program) {
        if (program.task() instanceof Task.NextToken) {
            return new double[0];
        }
        program.net().eval();
        try (Batch batch = program.training(0).open(0);
                NoGrad off = NoGrad.open()) {
            Tensor output = program.forward(batch);
            return output.dim() > 0 && output.size(0) == batch.size() ? output.toDoubles() : new double[0];
        } catch (RuntimeException refused) {
            return new double[0];
        }
    }

    private static Measured trained(TrainingProgram program, Batch few) {
        double start = FewSteps.lossInTraining(program, few);
        double least = Targets.least(program.task(), few);
        double floor = least + FLOOR * (start - least);
        double deep = least + DEEP * (start - least);
        List<Double> at = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        at.add(0.0);
        losses.add(start);
        long begun = System.nanoTime();
        Evaluation evaluation = FewSteps.evaluated(program, few);
        double loss = start;
        double rate = program.learningRate().orElse(0);
        double first = Double.NaN;
        double own = Double.NaN;
        int steps = 0;
        int most = STEPS;
        while (steps < most && (System.nanoTime() - begun) / 1e9 < SECONDS && loss > deep) {
            for (int i = 0; i < EVERY; i++) {
                own = FewSteps.step(program, few);
                first = Double.isNaN(first) ? own : first;
            }
            steps += EVERY;
            evaluation = FewSteps.evaluated(program, few);
            loss = Math.min(evaluation.loss(), FewSteps.lossInTraining(program, few));
            at.add((double) steps);
            losses.add(loss);
            if (most == STEPS && done(evaluation, Attainable.of(program.task(), few, evaluation), loss, least, floor)) {
                most = (int) Math.min(STEPS, LONGER * steps);
            }
        }
        int right = right(evaluation);
        return new Measured(
                program.task(),
                few.size(),
                steps,
                start,
                loss,
                least,
                floor,
                evaluation.size(),
                right,
                Attainable.of(program.task(), few, evaluation),
                array(at),
                array(losses),
                first > 0 ? own / first : 1,
                rate > 0 ? program.learningRate().orElse(rate) / rate : 1,
                program.declares().looping().carriesState(),
                steps >= most || loss <= deep,
                rows(evaluation));
    }

    private static boolean done(Evaluation evaluation, int attainable, double loss, double least, double floor) {
        return loss <= floor
                && (evaluation.task() instanceof Task.Regression || least > 0 || right(evaluation) >= attainable);
    }

    private static int right(Evaluation evaluation) {
        return (int)
                Arrays.stream(evaluation.merits()).filter(merit -> merit >= 1).count();
    }

    private static List<List<String>> rows(Evaluation evaluation) {
        int width = evaluation.task().outputs();
        List<List<String>> rows = new ArrayList<>();
        for (int e = 0; e < Math.min(EXAMPLES, evaluation.size()); e++) {
            float[] output = Arrays.copyOfRange(evaluation.outputs(), e * width, (e + 1) * width);
            rows.add(List.of(
                    String.valueOf(evaluation.ids()[e]), label(evaluation, e), prediction(evaluation.task(), output)));
        }
        return rows;
    }

    private static String label(Evaluation evaluation, int e) {
        int each = evaluation.targets().length / evaluation.size();
        float[] target = Arrays.copyOfRange(evaluation.targets(), e * each, (e + 1) * each);
        return each == 1
                ? evaluation.task() instanceof Task.Regression
                        ? "%.3f".formatted(target[0])
                        : "%.0f".formatted(target[0])
                : Arrays.toString(target);
    }

    private static String prediction(Task task, float[] output) {
        if (task instanceof Task.Regression) {
            return "%.3f".formatted(output[0]);
        }
        if (task instanceof Task.MultiLabel) {
            float[] said = new float[output.length];
            for (int l = 0; l < said.length; l++) {
                said[l] = output[l] > 0 ? 1 : 0;
            }
            return Arrays.toString(said);
        }
        int best = 0;
        for (int k = 1; k < output.length; k++) {
            best = output[k] > output[best] ? k : best;
        }
        return String.valueOf(best);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
