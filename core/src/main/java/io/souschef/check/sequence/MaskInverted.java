package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Statement;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * A mask with its ones and zeros exchanged hides the past and shows the future. So a change of the first token should move later
 * outputs, and one of the last should not move earlier ones.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class MaskInverted implements Check {
    @Override
    public String name() {
        return "the mask hides the future, not the past";
    }

    @Override
    public String code() {
        return "mask-inverted";
    }

    static boolean isInverted(List<Attention.Scores> attentions, Sight.Seen seen) {
        return (seen.ahead() > 1 && !seen.past()) || attentions.stream().anyMatch(Attention.Scores::masksEarlier);
    }

    @Override
    public Finding run(Subject subject) {
        if (subject.measured(new Statement()).declared().sequences().seesTheFuture()) {
            throw new CouldNotJudge("declared to see the future");
        }
        Asked.Tokens asked = subject.measured(new Asked());
        Sight.Seen seen = subject.measured(new Sight());
        if (asked.input().flatMap(asked::ahead).orElse(1) < 0) {
            throw new CouldNotJudge("the token before is asked for: it reads from the end");
        }
        boolean inverted = isInverted(subject.measured(new Attention()), seen);
        return finding()
                .measured(
                        "outputs see %s and %s",
                        seen.ahead() > 0 ? "later positions" : "no later position",
                        seen.past() ? "earlier ones" : "no earlier one")
                .expected("earlier positions, and no later one")
                .cause(inverted ? "the mask is true where it should be false" : "")
                .fix("exchange the two: mask.where(scores, minusInfinity), with mask true on and below the diagonal")
                .okIf(!inverted);
    }
}
