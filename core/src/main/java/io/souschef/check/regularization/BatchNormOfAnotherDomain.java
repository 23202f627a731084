package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Statistics that came with a checkpoint, and are never updated, belong to the images that it was trained on; inputs of another
 * scale are shifted by them out of the range of everything that follows. What each BatchNorm holds after some steps is compared
 * with what it is given. It needs statistics that stay: those that follow the training catch up by themselves.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">neural net training fails silently: the original mean</a>
 */
public final class BatchNormOfAnotherDomain implements Check {
    /** In deviations; statistics that follow are off by at most 0.4 after 40 steps, frozen ones that fit by 0.3, over 40 seeds. */
    private static final double OFF = 1;

    /** Held variance over seen variance: 0.6 to 1.6 where it fits. */
    private static final double RATIO = 5;

    @Override
    public String name() {
        return "BatchNorm's statistics: of these data";
    }

    @Override
    public String code() {
        return "batch-norm-statistics-of-other-data";
    }

    @Override
    public Finding run(Subject subject) {
        List<Norms.Norm> norms = subject.measured(new Norms());
        Optional<Norms.Norm> wrong = norms.stream()
                .filter(norm -> !norm.moved())
                .filter(norm -> norm.off() > OFF || norm.ratio() > RATIO || norm.ratio() < 1 / RATIO)
                .findFirst();
        Norms.Norm shown = wrong.orElse(norms.get(0));
        return finding()
                .measured(
                        "after %d steps %s holds a mean that is %.2f deviations from what it is given and %.2g times its variance; the statistics %s",
                        Norms.STEPS,
                        shown.name(),
                        shown.off(),
                        shown.ratio(),
                        shown.moved() ? "follow" : "never change")
                .expected("statistics of the training data, or that follow them")
                .cause(wrong.isEmpty() ? "" : "BatchNorm's frozen statistics are those of other data")
                .fix(
                        "normalise the inputs as the checkpoint's were, or let BatchNorm run in training mode for an epoch")
                .okIf(wrong.isEmpty());
    }
}
