package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Subject;
import io.souschef.check.evaluation.Assessed;
import io.souschef.check.loss.Aim;
import io.souschef.check.step.Feeder;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/**
 * Early stopping keeps what it takes for the best: an evaluation in which every answer is right must be better than one in
 * which every answer is wrong, and not the other way round.
 */
public final class BestMisjudged implements Check {
    /** Steps, and how much of itself the loss must fall by in them, where right answers can't be made. */
    private static final int STEPS = 60;

    private static final double FALLS = 0.1;

    /** How far from 1 shares may add up to; rounded to three digits, those of ten classes are off by 0.005 at most. */
    private static final double ROUNDING = 0.01;

    @Override
    public String name() {
        return "better is better";
    }

    @Override
    public String code() {
        return "early-stopping-direction-wrong";
    }

    @Override
    public Finding run(Subject subject) {
        Evaluation real = subject.measured(new Assessed()).user();
        if (real.size() == 0) {
            throw new CouldNotJudge("evaluation() has no examples");
        }
        if (Aim.elsewhere(subject) || (ofClasses(real) && !namesClasses(real) && !isOfShares(real))) {
            return byTraining(subject.fresh(BestMisjudged::trained));
        }
        boolean[] chosen = subject.fresh(program -> chosen(program, real));
        boolean wrong = !chosen[0] || chosen[1];
        return finding()
                .measured(
                        "all right is%s better than all wrong, all wrong is%s better than all right",
                        chosen[0] ? "" : " not", chosen[1] ? "" : " not")
                .expected("all right is better, all wrong is not")
                .cause(wrong ? "early stopping looks at the metric or the loss the wrong way round" : "")
                .fix(wrong ? "smaller is better for a loss, larger for an accuracy: task().higherIsBetter()" : "")
                .failIf(wrong);
    }

    /**
     * What is right is not known from the targets, of times of events, say: the evaluation after some training is the better one then.
     *
     * @param fell by how much of itself its loss on the evaluation split has fallen
     */
    private record Learnt(double fell, boolean after, boolean before) {}

    private static Learnt trained(TrainingProgram program) {
        Evaluation before = program.evaluate();
        double start = loss(program);
        Feeder.steps(program, 0, STEPS);
        Evaluation after = program.evaluate();
        return new Learnt(
                (start - loss(program)) / Math.abs(start),
                program.better(after, before),
                program.better(before, after));
    }

    /** The program's own, over the evaluation split. */
    private static double loss(TrainingProgram program) {
        double sum = 0;
        Batches batches = Portion.of(program, program.evaluation());
        program.net().eval();
        for (int b = 0; b < batches.count(); b++) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                sum += program.loss(program.forward(batch), batch).item() / batches.count();
            }
        }
        program.net().train();
        return sum;
    }

    private Finding byTraining(Learnt learnt) {
        if (!(learnt.fell() > FALLS) || learnt.after() == learnt.before()) {
            throw new CouldNotJudge(
                    "targets are no answers to the program's loss, and %d steps of training lower it by %.0f %% only",
                    STEPS, 100 * learnt.fell());
        }
        return finding()
                .measured(
                        "after %d steps its own loss has fallen by %.0f %%, and it takes the evaluation %s for the better one",
                        STEPS, 100 * learnt.fell(), learnt.after() ? "after them" : "before them")
                .expected("the one after them is better")
                .cause(learnt.after() ? "" : "early stopping looks at the metric or the loss the wrong way round")
                .fix(learnt.after() ? "" : "hold better(one, other) against what the metric is when the net is good")
                .failIf(!learnt.after());
    }

    private static boolean[] chosen(TrainingProgram program, Evaluation real) {
        Evaluation right = made(real, true);
        Evaluation wrong = made(real, false);
        return new boolean[] {program.better(right, wrong), program.better(wrong, right)};
    }

    private static Evaluation made(Evaluation real, boolean right) {
        double[] losses = new double[real.losses().length];
        Arrays.fill(losses, right ? 0.01 : 5);
        float[] outputs = new float[real.outputs().length];
        int width = outputs.length / real.size();
        for (int i = 0; i < outputs.length; i++) {
            if (ofClasses(real)) {
                outputs[i] = i % width == said(real, i / width, width, right) ? 9 : 0;
            } else {
                float target = real.targets()[i];
                outputs[i] = real.task() instanceof Task.MultiLabel
                        ? (target > 0.5) == right ? 9 : -9
                        : right ? target : target + 5;
            }
        }
        return new Evaluation(real.task(), real.ids(), losses, outputs, real.targets());
    }

    /** The class that is the right answer, or a wrong one: of shares the largest, or the smallest. */
    private static int said(Evaluation real, int row, int width, boolean right) {
        if (namesClasses(real)) {
            int target = (int) real.targets()[row];
            return right ? target : (target + 1) % width;
        }
        int said = 0;
        for (int k = 1; k < width; k++) {
            float more = real.targets()[row * width + k] - real.targets()[row * width + said];
            said = (right ? more : -more) > 0 ? k : said;
        }
        return said;
    }

    private static boolean ofClasses(Evaluation real) {
        return !(real.task() instanceof Task.Regression) && !(real.task() instanceof Task.MultiLabel);
    }

    /** Whether each target is the number of a class. */
    private static boolean namesClasses(Evaluation real) {
        return real.targets().length == real.size();
    }

    /** Whether each target says how much of every class, as a teacher does; costs of actions, the lower the better, are none. */
    private static boolean isOfShares(Evaluation real) {
        float[] targets = real.targets();
        if (targets.length != real.outputs().length) {
            return false;
        }
        int width = targets.length / real.size();
        for (int row = 0; row < real.size(); row++) {
            double sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                if (!(targets[i] >= 0)) {
                    return false;
                }
                sum += targets[i];
            }
            if (Math.abs(sum - 1) > ROUNDING) {
                return false;
            }
        }
        return true;
    }
}
