package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.check.step.Weights;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.train.TrainingProgram;

/**
 * The best weights must be a copy, and must come back at the end. After some training the weights are spoilt for one epoch's
 * end; when training has ended, the net must have the weights from before that again.
 */
public final class BestNotRestored implements Check {
    private static final int STEPS = 30;

    @Override
    public String name() {
        return "the best weights come back";
    }

    @Override
    public String code() {
        return "best-weights-not-restored";
    }

    @Override
    public Finding run(Subject subject) {
        if (!subject.fresh(program -> program.declares().looping().keepsBest())) {
            throw new CouldNotJudge("it isn't declared that the best weights are put back: keepingBest()");
        }
        double[] off = subject.measured(new Spoilt());
        boolean lost = off[0] > 1e-6 * off[1];
        return finding()
                .measured(
                        "after a spoilt epoch the weights end %.3g away from the best, of a norm of %.3g",
                        off[0], off[1])
                .expected("no distance")
                .cause(lost ? "the best weights are not put back, or were not a copy" : "")
                .fix(lost ? "copy net.state() when an evaluation is the best so far, and load it at the end" : "")
                .failIf(lost);
    }

    private record Spoilt() implements Probe<double[]> {
        @Override
        public double[] measure(Subject subject) {
            return subject.fresh(Spoilt::of);
        }

        private static double[] of(TrainingProgram program) {
            for (int call = 0; call < STEPS; call++) {
                try (Batch batch = Feeder.open(program, call)) {
                    program.step(batch);
                }
            }
            program.epochEnded(0);
            Weights best = Weights.of(program.net());
            try (Scope scope = Scope.open("spoil");
                    NoGrad off = NoGrad.open()) {
                program.net().parameters().values().stream()
                        .filter(weight -> weight.dim() >= 2)
                        .reduce((first, second) -> second)
                        .ifPresent(head -> head.mulInPlace(-10));
            }
            program.epochEnded(1);
            program.trainingEnded();
            return new double[] {Weights.of(program.net()).minus(best).norm(), best.norm()};
        }
    }
}
