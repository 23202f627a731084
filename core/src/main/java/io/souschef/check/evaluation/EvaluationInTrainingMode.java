package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Evaluation;
import java.util.List;

/**
 * Without {@code net.eval()} dropout drops and BatchNorm takes the statistics of whatever batch it is given: the number depends on
 * chance and on the batch size. Modes are watched while the program evaluates, and while it makes the number that it reports. A net that is the same in both modes passes.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">the most common neural net mistakes: train/eval mode</a>
 */
public final class EvaluationInTrainingMode implements Check {
    /** What {@link Passes} calls the net itself. */
    private static final String WHOLE = "the net";

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
        boolean matters = training && view.modeMatters();
        boolean evaluates = !view.inTraining().isEmpty();
        boolean several = matters
                && (evaluates ? view.drawsOften() : subject.measured(new Told()).drawsOften());
        boolean alone = several && !inTraining.contains(WHOLE);
        boolean meant = alone || (matters && evaluates && subject.measured(new SaidInEvaluationMode()));
        boolean broken = matters && !meant && !several;
        boolean doubtful = matters && !meant && several;
        Finding.Draft draft = finding()
                .measured(
                        "%d layers in training mode while it evaluates%s; loss %.5g, in evaluation mode %.5g",
                        inTraining.size(),
                        training && !view.modeMatters() ? ", which changes nothing in this net" : "",
                        view.user().loss(),
                        view.canonical().loss())
                .expected("all layers in evaluation mode")
                .cause(
                        broken
                                ? "no net.eval() before the evaluation"
                                : doubtful
                                        ? "each example is looked at several times with dropout on: to see how sure the net is, or by mistake"
                                        : "")
                .fix("net.eval() first, net.train() after it; or leave it to Evaluation.of(program, batches)");
        return doubtful ? draft.warnIf(true) : draft.failIf(broken);
    }

    /**
     * Whether the net as it is after the evaluation says in evaluation mode what it said in the evaluation: then it was in training mode for
     * something else, to take BatchNorm's statistics over the training data, say.
     */
    private record SaidInEvaluationMode() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            return subject.fresh(program -> {
                Assessed.train(program);
                program.net().train();
                float[] said = program.evaluate().outputs();
                float[] now = Evaluation.of(program, program.evaluation()).outputs();
                boolean same = said.length == now.length;
                for (int i = 0; same && i < said.length; i++) {
                    same = Assessed.close(said[i], now[i]);
                }
                return same;
            });
        }
    }
}
