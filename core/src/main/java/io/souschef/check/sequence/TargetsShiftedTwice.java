package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Statement;
import io.souschef.experiment.Finding;

/**
 * Where both the data and the loss, or the net, shift by one position, the net is asked for the token after the next, without
 * having seen the next: it trains, to a higher floor. So the token asked for should be no further than one beyond what is seen.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies: "depends on 1..t-1"</a>
 */
public final class TargetsShiftedTwice implements Check {
    @Override
    public String name() {
        return "the target is the next token";
    }

    @Override
    public String code() {
        return "targets-shifted-twice";
    }

    @Override
    public Finding run(Subject subject) {
        if (subject.measured(new Statement()).declared().sequences().seesTheFuture()) {
            throw new CouldNotJudge("declared to see the future: it is asked for no next token");
        }
        int ahead = subject.measured(new Asked()).ahead();
        Sight.Seen seen = subject.measured(new Sight());
        int gap = ahead - seen.ahead();
        return finding()
                .measured("the loss asks for the token %d ahead; an output sees up to %d ahead", ahead, seen.ahead())
                .expected("what is asked for is one further than what is seen")
                .cause(
                        gap > 1
                                ? "shifted twice: %d token between what is seen and what is asked for"
                                        .formatted(gap - 1)
                                : "")
                .fix("shift in one place only: in the data, x[0 … T−1] and x[1 … T], or in the loss, not in both")
                .okIf(gap <= 1);
    }
}
