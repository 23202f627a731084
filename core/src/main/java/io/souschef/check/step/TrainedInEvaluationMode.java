package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Dropout drops and BatchNorm learns its statistics in training mode only. The updates are reproduced by a step in evaluation
 * mode from the first one on, and not by one in training mode; where neither does, the modes of the layers are looked at while the
 * step computes. A net that behaves the same in both modes passes, and one that keeps the statistics of its BatchNorms alone.
 *
 * @see <a href="https://twitter.com/karpathy/status/1013244313327681536">"you forgot to toggle train/eval mode for the net"</a>
 */
public final class TrainedInEvaluationMode implements Check {
    @Override
    public String name() {
        return "training in training mode";
    }

    @Override
    public String code() {
        return "trained-in-evaluation-mode";
    }

    @Override
    public Finding run(Subject subject) {
        Anatomy anatomy = Dissection.of(subject);
        boolean explained = anatomy.explained().isPresent();
        boolean evaluation = explained
                ? (anatomy.is(Variation.EVALUATION_MODE) || anatomy.is(Variation.NOT_CLEARED_IN_EVALUATION_MODE))
                        && !subject.measured(new StepModes.NormsAlone())
                : subject.measured(new StepMode.Seen()).evaluation();
        return finding()
                .measured(
                        "%s",
                        explained
                                ? Explained.text(anatomy)
                                : "the net computes in " + (evaluation ? "evaluation" : "training")
                                        + " mode in its first step")
                .expected("dropout and BatchNorm at work while training")
                .cause(evaluation ? "the net is in evaluation mode while it trains" : "")
                .fix(evaluation ? "call net.train() at the start of each step" : "")
                .failIf(evaluation);
    }
}
