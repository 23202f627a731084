package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/** After a resume the learning rate must go on from where it was, not from the start of its schedule. */
public final class ScheduleReplayed implements Check {
    @Override
    public String name() {
        return "the schedule goes on after a resume";
    }

    @Override
    public String code() {
        return "schedule-replayed-on-resume";
    }

    @Override
    public Finding run(Subject subject) {
        Resumed resumed = subject.measured(new Resumed.Measured());
        if (Double.isNaN(resumed.rate())) {
            throw new CouldNotJudge("the learning rate can't be read: learningRate()");
        }
        if (!Double.isFinite(resumed.rate()) || !Double.isFinite(resumed.resumedRate())) {
            return finding()
                    .error(
                            "learningRate() is %s after a resume, %s without interruption",
                            resumed.resumedRate(), resumed.rate());
        }
        boolean replayed = replayed(resumed);
        return finding()
                .measured(
                        "a learning rate of %.4g after a resume, %.4g without interruption",
                        resumed.resumedRate(), resumed.rate())
                .expected("the same learning rate")
                .cause(replayed ? "the schedule starts again, or is played twice, after a resume" : "")
                .fix(
                        replayed
                                ? "save the schedule's position with the weights, or compute the rate from the step's number"
                                : "")
                .failIf(replayed);
    }

    static boolean replayed(Resumed resumed) {
        return Math.abs(resumed.resumedRate() - resumed.rate()) > 1e-3 * Math.abs(resumed.rate());
    }
}
