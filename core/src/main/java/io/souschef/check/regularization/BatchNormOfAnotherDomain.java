package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Statistics that came with a checkpoint, and are never updated, belong to the images that it was trained on; inputs of another
 * scale are shifted by them out of the range of everything that follows. What each BatchNorm holds after some steps is compared
 * with what it is given. Those that follow the training catch up by themselves, unless other data go through the net in training mode too.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">neural net training fails silently: the original mean</a>
 */
public final class BatchNormOfAnotherDomain implements Check {
    /** In deviations; statistics that follow are off by at most 0.4 after 40 steps, frozen ones that fit by 0.3, over 40 seeds. */
    private static final double OFF = 1;

    /** Held variance over seen variance: 0.6 to 1.6 where it fits. */
    private static final double RATIO = 5;

    /**
     * Held variance over the larger of what it was at the start and what training batches have: statistics that follow lie between the two. Over
     * 511 norms of programs of the gallery and beside it, seed 1, 1.5 at most; 490 where raw pixels go through in training mode.
     */
    private static final double WIDER = 5;

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
        Optional<Norms.Norm> frozen = norms.stream()
                .filter(norm -> !norm.moved())
                .filter(norm -> norm.off() > OFF || norm.ratio() > RATIO || norm.ratio() < 1 / RATIO)
                .findFirst();
        Optional<Norms.Norm> wrong = frozen.or(() -> norms.stream()
                .filter(norm -> norm.moved() && norm.wider() > WIDER)
                .findFirst());
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
                .cause(
                        wrong.isEmpty()
                                ? ""
                                : frozen.isPresent()
                                        ? "BatchNorm's frozen statistics are those of other data"
                                        : "BatchNorm takes in other data than those of training as well")
                .fix(
                        wrong.isEmpty() || frozen.isPresent()
                                ? "normalise the inputs as the checkpoint's were, or let BatchNorm run in training mode for an epoch"
                                : "net.eval() before a forward pass of anything that is not trained on, net.train() after it")
                .okIf(wrong.isEmpty());
    }
}
