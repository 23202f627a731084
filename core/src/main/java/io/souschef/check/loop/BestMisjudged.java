package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.evaluation.Assessed;
import io.souschef.experiment.Finding;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/**
 * Early stopping keeps what it takes for the best: an evaluation in which every answer is right must be better than one in
 * which every answer is wrong, and not the other way round.
 */
public final class BestMisjudged implements Check {
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

    private static boolean[] chosen(TrainingProgram program, Evaluation real) {
        if (real.size() == 0) {
            throw new CouldNotJudge("evaluation() has no examples");
        }
        Evaluation right = made(real, true);
        Evaluation wrong = made(real, false);
        return new boolean[] {program.better(right, wrong), program.better(wrong, right)};
    }

    private static Evaluation made(Evaluation real, boolean right) {
        double[] losses = new double[real.losses().length];
        Arrays.fill(losses, right ? 0.01 : 5);
        float[] outputs = new float[real.outputs().length];
        int width = outputs.length / Math.max(1, real.size());
        boolean classes = !(real.task() instanceof Task.Regression) && !(real.task() instanceof Task.MultiLabel);
        for (int i = 0; i < outputs.length; i++) {
            if (classes) {
                int target = (int) real.targets()[i / width];
                outputs[i] = i % width == (right ? target : (target + 1) % width) ? 9 : 0;
            } else {
                float target = real.targets()[i];
                outputs[i] = real.task() instanceof Task.MultiLabel
                        ? (target > 0.5) == right ? 9 : -9
                        : right ? target : target + 5;
            }
        }
        return new Evaluation(real.task(), real.ids(), losses, outputs, real.targets());
    }
}
