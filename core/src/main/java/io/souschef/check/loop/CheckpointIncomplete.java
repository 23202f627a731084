package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * A training that was saved and resumed must go on as if nothing had happened. Where the weights come back right and the next
 * updates differ, the checkpoint misses the optimiser's memory, the schedule's position or the random streams.
 */
public final class CheckpointIncomplete implements Check {
    @Override
    public String name() {
        return "resumed as if never interrupted";
    }

    @Override
    public String code() {
        return "checkpoint-incomplete";
    }

    @Override
    public Finding run(Subject subject) {
        Resumed resumed = subject.measured(new Resumed.Measured());
        boolean weights = resumed.atOnce() > 1e-6;
        boolean replayed = ScheduleReplayed.replayed(resumed);
        boolean apart = !replayed && resumed.weightsDiffer();
        boolean evaluated = !replayed && !apart && resumed.evaluatesOtherwise();
        boolean off = apart || evaluated;
        return finding()
                .measured(
                        "%.2e apart after %d more steps, in which the weights move by %.2e; its evaluations differ by %.2g %%",
                        resumed.off(), resumed.steps(), resumed.moved(), 100 * resumed.evaluatedOff())
                .expected("the same weights with and without the interruption")
                .cause(
                        !off
                                ? ""
                                : evaluated
                                        ? "the checkpoint misses what it evaluates with: averaged weights, say"
                                        : weights
                                                ? "the checkpoint doesn't bring the weights back"
                                                : "the checkpoint misses the optimiser's memory, weights that are kept beside, or the random streams")
                .fix(
                        off
                                ? evaluated
                                        ? "save the averaged weights too, and load them"
                                        : "save net.state(), optimizer.state() and steps(), and net.drawsByLayer()"
                                : "")
                .failIf(off);
    }
}
