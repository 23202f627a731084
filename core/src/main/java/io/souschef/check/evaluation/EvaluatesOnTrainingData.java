package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.data.Overlap;
import io.souschef.experiment.Finding;
import io.souschef.tensor.Refused;
import io.souschef.tensor.WrongShape;
import io.souschef.train.Evaluation;
import java.util.Optional;

/**
 * The number is measured on the examples that were trained on: it says how well they are remembered. Either the evaluation stream
 * holds training examples, or the program's own evaluation goes through another stream: then its numbers are those of training
 * to the last digit.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">set up the end-to-end evaluation skeleton</a>
 */
public final class EvaluatesOnTrainingData implements Check {
    @Override
    public String name() {
        return "evaluation on held-out data";
    }

    @Override
    public String code() {
        return "evaluates-on-training-data";
    }

    @Override
    public Finding run(Subject subject) {
        Assessed.View view = subject.measured(new Assessed());
        Optional<Evaluation> training =
                view.agrees() && view.reportsMetric() ? Optional.empty() : subject.measured(new OnTraining());
        boolean same = (training.isPresent() && same(view, training.get()))
                || (view.reportsOtherwise() && subject.measured(new Told()).ofTraining());
        double share = share(subject);
        boolean broken = same || share >= 0.9;
        return finding()
                .measured(
                        "%.0f %% of the evaluation examples are trained on; loss %.5g, over evaluation %.5g%s",
                        100 * share,
                        view.user().loss(),
                        view.canonical().loss(),
                        training.map(seen -> ", over training %.5g".formatted(seen.loss()))
                                .orElse(""))
                .expected("examples that training has not seen")
                .cause(
                        !broken
                                ? ""
                                : same
                                        ? "what is reported is measured on the training data"
                                        : "the evaluation split is the training split")
                .fix("keep a part of the examples from training, and evaluate on evaluation()")
                .failIf(broken);
    }

    /**
     * Whether the program's numbers are those of its training data, and not those of its evaluation split. An evaluation that says another number each
     * time may report any accuracy, also that of training, by chance.
     */
    private static boolean same(Assessed.View view, Evaluation training) {
        boolean loss = Assessed.close(view.user().loss(), training.loss());
        boolean metric = Assessed.close(view.user().loss(), view.again().loss())
                && !view.reportsMetric()
                && !Assessed.close(training.metric(), view.canonical().metric())
                && Assessed.close(view.reported(), training.metric());
        return !Assessed.close(training.loss(), view.canonical().loss()) && (loss || metric);
    }

    /** The program of {@link Assessed} over its first epoch of training, as the package evaluates it. */
    private record OnTraining() implements Probe<Optional<Evaluation>> {
        @Override
        public Optional<Evaluation> measure(Subject subject) {
            return subject.fresh(program -> {
                Assessed.train(program);
                try {
                    return Optional.of(Evaluation.of(program, program.training(0)));
                } catch (WrongShape
                        | Refused mixed) { // targets of training alone: two labels an example, a teacher's answers
                    return Optional.empty();
                }
            });
        }
    }

    private static double share(Subject subject) {
        try {
            return subject.measured(new Overlap()).share();
        } catch (CouldNotJudge repeats) {
            return 0;
        }
    }
}
