package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Continuation;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;

/**
 * Momentum and Adam's averages belong to the whole training. The first update of the second epoch is that of an optimiser that
 * remembers nothing, while updates in the middle of an epoch are not.
 */
public final class OptimizerReset implements Check {
    private static final int MOST = 400;

    /** Of an update: what that of an optimiser which remembers nothing may be off that of a fresh one. */
    private static final double NONE = 0.001;

    @Override
    public String name() {
        return "the optimiser remembers over epochs";
    }

    @Override
    public String code() {
        return "optimizer-reset-each-epoch";
    }

    @Override
    public Finding run(Subject subject) {
        Continuation.Off off = subject.measured(new Epochs());
        if (off.middle() < 0.01) {
            throw new CouldNotJudge("the optimiser keeps no state: its updates depend on one gradient only");
        }
        boolean once = off.start() < NONE;
        boolean reset = once && subject.measured(new Later()) < NONE;
        return finding()
                .measured(
                        "the first update of epoch 1 is off by %.1f %% from that of a fresh optimiser, one in the middle by %.1f %%%s",
                        100 * off.start(),
                        100 * off.middle(),
                        once && !reset ? "; after epoch 1 it remembers: training begins anew, once" : "")
                .expected("an optimiser that goes on with what it remembers")
                .cause(reset ? "its memory is lost between epochs: a new optimiser is made for each" : "")
                .fix(reset ? "make the optimiser once, before the first epoch" : "")
                .failIf(reset);
    }

    /** The same an epoch later: who makes a new optimiser for a second phase, after the head has learned alone, makes one. */
    private record Later() implements Probe<Double> {
        @Override
        public Double measure(Subject subject) {
            return Continuation.later(subject, Epochs::count);
        }
    }

    private record Epochs() implements Probe<Continuation.Off> {
        @Override
        public Continuation.Off measure(Subject subject) {
            return Continuation.measured(subject, MOST, Epochs::count);
        }

        private static int count(Batches batches) {
            return batches.count();
        }
    }
}
