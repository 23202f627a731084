package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * An evaluation that takes a step, or lets BatchNorm's statistics take in the held-out examples, trains on them; one that leaves
 * gradients behind adds them to the next step. Parameters, buffers and gradients are compared before and after, and where
 * they differ the steps that follow with those without an evaluation: gradients that are cleared first, or weights that are put back, do no harm. Where BatchNorm
 * changes because the net was left in training mode, that is the cause and is named so.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">set up the end-to-end evaluation skeleton</a>
 */
public final class EvaluationChangesTheNet implements Check {
    @Override
    public String name() {
        return "evaluation leaves the net alone";
    }

    @Override
    public String code() {
        return "evaluation-changes-the-net";
    }

    @Override
    public Finding run(Subject subject) {
        Assessed.View view = subject.measured(new Assessed());
        boolean statistics = !view.buffers().isEmpty() && (view.inTraining().isEmpty() || !view.modeMatters());
        boolean buffers = statistics && !subject.measured(new Aftermath.Anew());
        boolean weights = !view.parameters().isEmpty() || !view.gradients().isEmpty();
        boolean undone = weights && subject.measured(new Aftermath.Undone());
        boolean broken = buffers || (weights && !undone);
        return finding()
                .measured(
                        "the evaluation changes %d parameters, %d buffers, %d gradients%s%s",
                        view.parameters().size(),
                        view.buffers().size(),
                        view.gradients().size(),
                        statistics && !buffers ? ", the buffers to the same each time" : "",
                        undone ? ", and the next steps train as if it hadn't" : "")
                .expected("none")
                .cause(
                        !broken
                                ? ""
                                : !view.parameters().isEmpty() && !undone
                                        ? "the evaluation trains"
                                        : buffers
                                                ? "the evaluation changes '%s', and with it what the net says"
                                                        .formatted(
                                                                view.buffers().get(0))
                                                : "the evaluation leaves gradients behind")
                .fix("try (NoGrad off = NoGrad.open()) around it, net.eval() before it, and no step inside")
                .failIf(broken);
    }
}
