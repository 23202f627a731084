package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Padding that is looked at, or averaged over, makes the answer to a sentence depend on the longest sentence in its batch. So an
 * example must get the same output with its padding and without. Where the padding is guessed, not declared, this is a warning.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class PaddingAttended implements Check {
    /** Over 40 seeds each: masked nets 3e-7 at most, by rounding; nets that average or attend to padding 0.075 and more. */
    private static final double SAME = 1e-3;

    @Override
    public String name() {
        return "padding changes nothing";
    }

    @Override
    public String code() {
        return "padding-attended";
    }

    @Override
    public Finding run(Subject subject) {
        Padding.Effect effect = subject.measured(new Padding());
        boolean attended = effect.share() > SAME;
        Finding.Draft draft = finding()
                .measured(
                        "without its %d positions of padding (token %d) an example's output moves by %.2g of its size",
                        effect.positions(), effect.token(), effect.share())
                .expected("not at all")
                .cause(attended ? "padding is attended to, averaged over, or taken for the end of the sequence" : "")
                .fix(
                        "mask it: scores −∞ where the key is padding; a mean over the real positions only; an LSTM's output at the"
                                + " last real token");
        return effect.declared() ? draft.okIf(!attended) : draft.warnIf(attended);
    }
}
