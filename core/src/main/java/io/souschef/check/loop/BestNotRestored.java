package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.check.step.Weights;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.Evaluation;
import io.souschef.train.TrainingProgram;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The best weights must be a copy, and must come back at the end. After some training the weights are spoilt for one epoch's
 * end; when training has ended, the net must have the weights from before that again, or those with which the program evaluated
 * then: their average, say. Where nothing looks at the net when an epoch ends, nor when ten have, the best is chosen elsewhere.
 */
public final class BestNotRestored implements Check {
    private static final int STEPS = 30;

    /** After how many epochs the weights are spoilt where nothing looks at the net at the end of the first: who does at every fifth, has by then. */
    private static final int RARELY = 10;

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
        AtTheEnd end = subject.measured(new Spoilt());
        if (end.lost() && !end.looked()) {
            throw new CouldNotJudge(
                    "nothing looks at the net at the end of the first %d epochs, in which the best weights would be kept",
                    RARELY);
        }
        return finding()
                .measured(
                        "after spoilt epochs the weights end %.3g away from the best, of a norm of %.3g",
                        end.lost() ? end.off() : 0, end.norm())
                .expected("no distance")
                .cause(end.lost() ? "the best weights are not put back, or were not a copy" : "")
                .fix(end.lost() ? "copy net.state() when an evaluation is the best so far, and load it at the end" : "")
                .failIf(end.lost());
    }

    /**
     * What is there when training has ended.
     *
     * @param off distance from the best weights
     * @param norm of these
     * @param lossesOff how far the losses are from what the program evaluated to when it was at its best; infinite if not asked
     * @param looked whether anything was computed from the weights at the ends of the epochs before they were spoilt
     */
    private record AtTheEnd(double off, double norm, double lossesOff, boolean looked) {
        boolean lost() {
            return off > SAME * norm && lossesOff > ALIKE;
        }
    }

    private record Spoilt() implements Probe<AtTheEnd> {
        @Override
        public AtTheEnd measure(Subject subject) {
            AtTheEnd end = subject.fresh(program -> after(program, false, 1));
            if (end.lost()) {
                end = subject.fresh(program -> after(program, true, 1));
            }
            return end.lost() && !end.looked() ? subject.fresh(program -> after(program, true, RARELY)) : end;
        }

        /** @param epochs that end before the weights are spoilt, and as many after that; the first of them has steps */
        private static AtTheEnd after(TrainingProgram program, boolean evaluates, int epochs) {
            Feeder.steps(program, 0, STEPS);
            boolean looked = ended(program, 0, epochs);
            Weights best = Weights.of(program.net());
            double[] losses = evaluates ? program.evaluate().losses() : new double[0];
            spoil(program);
            ended(program, epochs, 2 * epochs);
            program.trainingEnded();
            double off = Weights.of(program.net()).minus(best).norm();
            return new AtTheEnd(off, best.norm(), evaluates ? off(program, losses) : Double.POSITIVE_INFINITY, looked);
        }

        private static void spoil(TrainingProgram program) {
            try (Scope scope = Scope.open("spoil");
                    NoGrad off = NoGrad.open()) {
                program.net().parameters().values().stream()
                        .filter(weight -> weight.dim() >= 2)
                        .reduce((first, second) -> second)
                        .ifPresent(head -> head.mulInPlace(-10));
            }
        }

        /** Ends these epochs; returns whether anything was computed from the weights meanwhile: an evaluation, a copy. */
        private static boolean ended(TrainingProgram program, int from, int to) {
            Set<Tensor> weights = Collections.newSetFromMap(new IdentityHashMap<>());
            weights.addAll(program.net().parameters().values());
            boolean[] looked = {false};
            try (Scope scope = Scope.open("epochs' end");
                    Trace trace = Trace.open(
                            step -> looked[0] |= step.operands().stream().anyMatch(weights::contains))) {
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
