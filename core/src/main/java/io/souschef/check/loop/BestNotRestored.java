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
import io.souschef.tensor.Trace;
import io.souschef.train.Evaluation;
import io.souschef.train.TrainingProgram;
import java.util.Set;

/**
 * The best weights must be a copy, and must come back at the end. After some training the weights are spoilt for one epoch's
 * end; when training has ended, the net must have the weights from before that again, or those with which the program evaluated
 * then: their average, say.
 */
public final class BestNotRestored implements Check {
    private static final int STEPS = 30;

    /** After how many epochs the weights are spoilt where nothing is evaluated at the end of the first ones: who looks at every fifth, has by then. */
    private static final int RARELY = 10;

    private static final Set<String> OF_A_NET = Set.of("linear", "conv2d", "matmul", "embedding", "lstm");

    /** Of the norm of all weights. */
    private static final double SAME = 1e-6;

    /** Of a loss: rounding. Weights spoilt or trained on had 0.1 and more. */
    private static final double ALIKE = 1e-4;

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
        boolean lost = lost(off);
        return finding()
                .measured(
                        "after a spoilt epoch the weights end %.3g away from the best, of a norm of %.3g",
                        lost ? off[0] : 0, off[1])
                .expected("no distance")
                .cause(lost ? "the best weights are not put back, or were not a copy" : "")
                .fix(lost ? "copy net.state() when an evaluation is the best so far, and load it at the end" : "")
                .failIf(lost);
    }

    private static boolean lost(double[] off) {
        return off[0] > SAME * off[1] && off[2] > ALIKE;
    }

    /**
     * Distance from the best weights, their norm, how far the net is from what the program evaluated when it was at its best, and how many
     * operations of layers there were at the ends of epochs before the weights were spoilt.
     */
    private record Spoilt() implements Probe<double[]> {
        @Override
        public double[] measure(Subject subject) {
            double[] off = subject.fresh(program -> of(program, false, 1));
            if (off[0] > SAME * off[1]) {
                off = subject.fresh(program -> of(program, true, 1));
            }
            if (lost(off) && off[3] == 0) {
                double[] later = subject.fresh(program -> of(program, true, RARELY));
                off = lost(later) ? off : later;
            }
            return off;
        }

        /** @param epochs that end before the weights are spoilt, and after that; the first of them has steps */
        private static double[] of(TrainingProgram program, boolean evaluates, int epochs) {
            for (int call = 0; call < STEPS; call++) {
                try (Batch batch = Feeder.open(program, call)) {
                    program.step(batch);
                }
            }
            int looked = ended(program, 0, epochs);
            Weights best = Weights.of(program.net());
            double[] losses = evaluates ? program.evaluate().losses() : new double[0];
            try (Scope scope = Scope.open("spoil");
                    NoGrad off = NoGrad.open()) {
                program.net().parameters().values().stream()
                        .filter(weight -> weight.dim() >= 2)
                        .reduce((first, second) -> second)
                        .ifPresent(head -> head.mulInPlace(-10));
            }
            ended(program, epochs, 2 * epochs);
            program.trainingEnded();
            double off = Weights.of(program.net()).minus(best).norm();
            return new double[] {off, best.norm(), evaluates ? off(program, losses) : off, looked};
        }

        /** Ends these epochs; returns how many operations of layers there were meanwhile. */
        private static int ended(TrainingProgram program, int from, int to) {
            int[] looked = {0};
            try (Scope scope = Scope.open("epochs' end");
                    Trace trace = Trace.open(step -> looked[0] += OF_A_NET.contains(step.operation()) ? 1 : 0)) {
                for (int epoch = from; epoch < to; epoch++) {
                    program.epochEnded(epoch);
                }
            }
            return looked[0];
        }

        /** How far the losses of the net as it is are from those of an evaluation of the program's; 0 where they are the same. */
        private static double off(TrainingProgram program, double[] losses) {
            double[] now = Evaluation.of(program, program.evaluation()).losses();
            double off = now.length == losses.length ? 0 : Double.POSITIVE_INFINITY;
            for (int i = 0; i < Math.min(now.length, losses.length); i++) {
                off = Math.max(off, Math.abs(now[i] - losses[i]) / (1 + Math.abs(losses[i])));
            }
            return off;
        }
    }
}
