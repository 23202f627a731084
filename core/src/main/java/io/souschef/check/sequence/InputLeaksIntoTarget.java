package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Statement;
import io.souschef.experiment.Finding;

/**
 * An autoregressive net that is given what it is to predict, by an off-by-one in the data, the mask or the loss, reaches a loss of
 * nearly zero and has learned to copy. So the token that an output is asked for must be the first that it cannot see.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">neural net training fails silently: "accidentally takes the thing
 *     it's trying to predict as an input due to an off-by-one bug"</a>
 */
public final class InputLeaksIntoTarget implements Check {
    @Override
    public String name() {
        return "the input doesn't hold the target";
    }

    @Override
    public String code() {
        return "input-leaks-into-target";
    }

    @Override
    public Finding run(Subject subject) {
        TargetRead.Read read = subject.measured(new TargetRead());
        if (read.leaks() && !subject.measured(new LossReads())) {
            throw new CouldNotJudge(
                    "forward() reads the target, and the loss doesn't: what is given is its density, say");
        }
        if (read.leaks()) {
            return finding()
                    .measured("the output moves by %.2g when only batch.target() changes", read.move())
                    .expected("forward() computes the same, whatever the target is")
                    .cause(
                            "forward() reads the target%s",
                            read.sequence() ? " of the same position or a later one" : "")
                    .fix("take the target out of forward(); a decoder is fed the target shifted by one position")
                    .okIf(false);
        }
        if (subject.measured(new Statement()).declared().sequences().seesTheFuture()) {
            throw new CouldNotJudge("declared to see the future: what is asked for may stand in the input");
        }
        int ahead = subject.measured(new Asked()).ahead();
        Sight.Seen seen = subject.measured(new Sight());
        boolean leaks = seen.finite() && seen.ahead() >= ahead && !(seen.seesAll() && ahead >= 1);
        return finding()
                .measured("the loss asks for the token %d ahead; an output sees up to %d ahead", ahead, seen.ahead())
                .expected("what is asked for is one further than what is seen")
                .cause(leaks ? cause(ahead) : "")
                .fix(
                        ahead <= 0
                                ? "shift by one: input x[0 … T−1], target x[1 … T]"
                                : "mask the diagonal above: a position sees itself and those before it, tril() with no offset")
                .okIf(!leaks);
    }

    private static String cause(int ahead) {
        return ahead <= 0
                ? "off by one: the target at a position is the input at that position or an earlier one"
                : "off by one: a layer sees one token too far, which is the one that it is to predict";
    }
}
