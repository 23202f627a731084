package io.souschef.check;

import io.souschef.check.augmentation.AugmentationChecks;
import io.souschef.check.data.DataChecks;
import io.souschef.check.evaluation.EvaluationChecks;
import io.souschef.check.init.InitChecks;
import io.souschef.check.labels.LabelChecks;
import io.souschef.check.loop.LoopChecks;
import io.souschef.check.loss.LossChecks;
import io.souschef.check.regularization.RegularizationChecks;
import io.souschef.check.sequence.SequenceChecks;
import io.souschef.check.skeleton.SkeletonChecks;
import io.souschef.check.step.StepChecks;
import io.souschef.check.symptoms.FiniteNumbers;
import io.souschef.check.wiring.WiringChecks;
import java.util.ArrayList;
import java.util.List;

/**
 * All checks, causes before symptoms: where two fail, the one that stands first explains the other.
 */
public final class Catalogue {
    private Catalogue() {}

    /** Every check, in the order in which they are run and reported. */
    public static List<Check> all() {
        List<Check> all = new ArrayList<>();
        all.add(new FiniteNumbers());
        all.addAll(SequenceChecks.all());
        all.addAll(DataChecks.all());
        all.addAll(AugmentationChecks.all());
        all.addAll(LabelChecks.all());
        all.addAll(EvaluationChecks.all());
        all.addAll(RegularizationChecks.all());
        all.addAll(WiringChecks.all());
        all.addAll(InitChecks.all());
        all.addAll(LossChecks.all());
        all.addAll(StepChecks.all());
        all.addAll(LoopChecks.all());
        all.addAll(SkeletonChecks.all());
        return List.copyOf(all);
    }
}
