package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.nn.BatchNorm;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Some libraries call momentum what is kept of the running statistics, others what is replaced: 0.99 there is 0.01 here. Taken the
 * wrong way round, evaluation uses the statistics of the last batch alone, or never gets away from zero and one. Read off the
 * layers whose running mean moves.
 *
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy 2015</a>
 */
public final class BatchNormMomentum implements Check {
    /** The share that a batch replaces: 0.1 and 0.01 are usual, 0.001 with very long training. */
    private static final double LARGEST = 0.6, SMALLEST = 5e-4;

    /** How much of the zeros and ones at the start may be left at the end of training; where its steps aren't declared, of so many epochs. Reasoned. */
    private static final double LEFT = 0.1, EPOCHS = 100;

    /** What nobody has chosen is nobody's mistake, however short the training: PyTorch's own, and this library's. */
    private static final double USUAL = 0.1;

    @Override
    public String name() {
        return "BatchNorm's statistics: how fast";
    }

    @Override
    public String code() {
        return "batch-norm-momentum-wrong";
    }

    @Override
    public Finding run(Subject subject) {
        List<Norms.Norm> norms = subject.measured(new Norms()).stream()
                .filter(norm -> !Double.isNaN(norm.momentum()))
                .toList();
        if (norms.isEmpty()) {
            throw new CouldNotJudge("no BatchNorm takes in statistics");
        }
        double smallest = Math.max(SMALLEST, Math.min(USUAL, subject.fresh(BatchNormMomentum::smallest)));
        Optional<Norms.Norm> wrong = norms.stream()
                .filter(norm -> norm.momentum() > LARGEST || norm.momentum() < smallest)
                .findFirst();
        Norms.Norm shown = wrong.orElse(norms.get(0));
        return finding()
                .measured("a batch replaces %.3g of the running mean of %s", shown.momentum(), shown.name())
                .expected("between %.2g and %.2g", smallest, LARGEST)
                .cause(
                        wrong.isEmpty()
                                ? ""
                                : shown.momentum() > LARGEST
                                        ? "momentum is what is kept elsewhere and what is replaced here"
                                        : "the running statistics hardly move")
                .fix("momentum 0.1: new BatchNorm2d(channels); a momentum of 0.99 of another library is 0.01 here")
                .okIf(wrong.isEmpty());
    }

    /** The momentum with which training gets away from zero and one; 0 where it doesn't start there. */
    private static double smallest(TrainingProgram program) {
        boolean atStart = program.net().layers().values().stream()
                .filter(BatchNorm.class::isInstance)
                .map(BatchNorm.class::cast)
                .allMatch(norm -> Arrays.equals(
                        norm.runningMean().toFloats(),
                        new float[(int) norm.runningMean().numel()]));
        double steps = program.declares().plannedSteps().orElseGet(() ->
                (long) (EPOCHS * program.training(0).count()));
        return atStart ? 1 - Math.pow(LEFT, 1 / Math.max(1, steps)) : 0;
    }
}
