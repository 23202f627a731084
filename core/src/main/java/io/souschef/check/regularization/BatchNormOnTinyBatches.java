package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Normalised by the mean and the deviation of three numbers, an example says more about its neighbours than about itself, and in
 * evaluation, by the running statistics, the net is another one. Counted per channel: pixels count too, so that small batches of
 * images are enough. Told from loss in both modes after some training, where there are few.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">decrease the batch size</a>
 */
public final class BatchNormOnTinyBatches implements Check {
    /** Numbers per channel; with so many, the deviation is off by a third and more. */
    private static final long FEW = 8;

    /** Loss on training examples in evaluation mode over that in training mode: 0.74 to 1.22 for healthy programs over 40 seeds. */
    private static final double GAP = 1.5;

    /** Numbers per channel with which a deviation is of two degrees of freedom at most. */
    private static final long TOO_FEW = 3;

    /** Of the loss of a fresh net: a smaller difference of losses that are all but gone is none. Reasoned. */
    private static final double SOME = 0.01;

    @Override
    public String name() {
        return "BatchNorm has enough to average over";
    }

    @Override
    public String code() {
        return "batch-norm-on-tiny-batches";
    }

    @Override
    public Finding run(Subject subject) {
        List<Norms.Norm> norms = subject.measured(new Norms()).stream()
                .filter(norm -> !Double.isNaN(norm.momentum()))
                .toList();
        if (norms.isEmpty()) {
            throw new CouldNotJudge("no BatchNorm takes in statistics");
        }
        Norms.Norm fewest = norms.stream()
                .min(Comparator.comparingLong(Norms.Norm::numbers))
                .orElseThrow();
        boolean few = fewest.numbers() > 0 && fewest.numbers() < FEW;
        Optional<Trained.Gap> gap = few ? Optional.of(subject.measured(new Trained.Gap.Of())) : Optional.empty();
        boolean broken = few && (fewest.numbers() <= TOO_FEW || isWide(gap.orElseThrow()));
        return finding()
                .measured(
                        "%s averages over %d numbers per channel%s",
                        fewest.name(),
                        fewest.numbers(),
                        gap.map(found -> String.format(
                                        Locale.ROOT,
                                        "; loss %.4g in evaluation mode, %.4g in training mode",
                                        found.evaluated(),
                                        found.training()))
                                .orElse(""))
                .expected("%d numbers or more, or the same loss in both modes", FEW)
                .cause(broken ? "BatchNorm on batches that are too small" : "")
                .fix("a larger batch, or GroupNorm or LayerNorm, which don't look at the batch")
                .failIf(broken);
    }

    /** @throws CouldNotJudge where one of the losses is below zero, or no number: then no ratio says anything */
    static boolean isWide(Trained.Gap gap) {
        if (!(gap.evaluated() >= 0 && gap.training() >= 0)) {
            throw new CouldNotJudge(
                    "loss %.4g in evaluation mode, %.4g in training mode: how many times the one is the other says nothing",
                    gap.evaluated(), gap.training());
        }
        return gap.evaluated() > GAP * gap.training()
                && gap.evaluated() - gap.training() > SOME * Math.abs(gap.start());
    }
}
