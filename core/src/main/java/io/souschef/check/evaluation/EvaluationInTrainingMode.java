package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * Without {@code net.eval()} dropout drops and BatchNorm takes the statistics of whatever batch it is given: the number depends on
 * chance and on the batch size. Modes are watched while the program evaluates, and while it makes the number that it reports. A net that is the same in both modes passes.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">the most common neural net mistakes: train/eval mode</a>
 */
public final class EvaluationInTrainingMode implements Check {
    @Override
    public String name() {
        return "evaluation in evaluation mode";
    }

    @Override
    public String code() {
        return "evaluation-in-training-mode";
    }

    @Override
    public Finding run(Subject subject) {
        Assessed.View view = subject.measured(new Assessed());
        List<String> inTraining = view.inTraining();
        if (inTraining.isEmpty() && view.reportsOtherwise()) {
            inTraining = subject.measured(new Told()).inTraining();
        }
        boolean training = !inTraining.isEmpty();
        boolean broken = training && view.modeMatters();
        if (broken && view.isMonteCarlo() && view.buffers().isEmpty()) {
            throw new CouldNotJudge(
                    "it evaluates the mean of %.0f passes with dropout at work, and leaves the net alone: what it isn't sure of, on purpose",
                    view.views());
        }
        return finding()
                .measured(
                        "%d layers in training mode while it evaluates%s; loss %.5g, in evaluation mode %.5g",
                        inTraining.size(),
                        training && !view.modeMatters() ? ", which changes nothing in this net" : "",
                        view.user().loss(),
                        view.canonical().loss())
                .expected("all layers in evaluation mode")
                .cause(broken ? "no net.eval() before the evaluation" : "")
                .fix("net.eval() first, net.train() after it; or leave it to Evaluation.of(program, batches)")
                .failIf(broken);
    }
}
