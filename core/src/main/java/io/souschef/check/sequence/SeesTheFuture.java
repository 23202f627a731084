package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Statement;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * Without a causal mask every position of a language model sees the answer: its loss is too good, and what it writes is not. So a
 * change of a token must not move any output before it.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies: "your autoregressive model at
 *     time t only depends on 1..t-1"</a>
 */
public final class SeesTheFuture implements Check {
    @Override
    public String name() {
        return "use backprop to chart dependencies: only the past";
    }

    @Override
    public String code() {
        return "sees-the-future";
    }

    @Override
    public Finding run(Subject subject) {
        if (subject.measured(new Statement()).declared().sequences().seesTheFuture()) {
            throw new CouldNotJudge("declared to see the future");
        }
        int ahead = subject.measured(new Asked()).ahead();
        Sight.Seen seen = subject.measured(new Sight());
        boolean leaks = seen.ahead() >= 1 && ahead >= 1;
        if (leaks) {
            otherName(subject.measured(new Attention()), seen);
        }
        return finding()
                .measured(
                        "a change of one token moves outputs up to %d positions before it, over sequences of %d",
                        Math.max(0, seen.ahead()), seen.length())
                .expected("no output before a token moves with it")
                .cause(
                        !leaks
                                ? ""
                                : seen.seesAll()
                                        ? "there is no causal mask, or it is applied where it has no effect"
                                        : "the causal mask begins too far to the right")
                .fix(
                        "scores of later positions −∞ before the softmax: mask.where(scores, Tensor.full(Double.NEGATIVE_INFINITY));"
                                + " or Functional.scaledDotProductAttention(q, k, v, true); an LSTM forwards only;"
                                + " or, where it is meant to, declares().seeingTheFuture()")
                .okIf(!leaks);
    }

    /** Leaks of which another check knows the cause. */
    private static void otherName(List<Attention.Scores> attentions, Sight.Seen seen) {
        if (attentions.stream().anyMatch(MaskCanBeBeaten::isBeatable)) {
            throw new CouldNotJudge(
                    "later positions are seen through a mask that can be beaten: see mask-can-be-beaten");
        }
        if (attentions.stream().anyMatch(SoftmaxOverQueries::isOverQueries)) {
            throw new CouldNotJudge("later positions are seen through a softmax over them: see softmax-over-queries");
        }
        if (MaskInverted.isInverted(attentions, seen)) {
            throw new CouldNotJudge("only later positions are seen: see mask-inverted");
        }
    }
}
