package io.souschef.check.init;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Names;
import io.souschef.experiment.Finding;

/**
 * Loading that skips what doesn't fit, a renamed layer or another prefix, leaves a net of random weights, and fine-tuning starts from
 * nothing. So weights that are declared pretrained must not be, to
 * the bit, those that initialize() drew.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">neural net training fails silently: "you initialized your weights
 *     from a pretrained checkpoint"</a>
 */
public final class PretrainedNotLoaded implements Check {
    @Override
    public String name() {
        return "pretrained weights are loaded";
    }

    @Override
    public String code() {
        return "pretrained-weights-not-loaded";
    }

    @Override
    public Finding run(Subject subject) {
        Pretrained.Origin origin = subject.measured(new Pretrained());
        if (origin.declared().isEmpty()) {
            throw new CouldNotJudge("nothing is declared pretrained: declares().withPretrained(Set.of(\"backbone\"))");
        }
        if (!origin.drawn().isEmpty() && !origin.drawnAfterLoading().isEmpty()) {
            throw new CouldNotJudge("loaded and then drawn again: see drawn-after-loading");
        }
        return finding()
                .measured(
                        "%d of %d weights that are declared pretrained are as initialize() drew them%s",
                        origin.drawn().size(),
                        origin.declared().size(),
                        origin.drawn().isEmpty() ? "" : ": " + Names.of(origin.drawn()))
                .expected("the weights of the checkpoint")
                .cause(
                        origin.drawn().isEmpty()
                                ? ""
                                : "the checkpoint is not loaded into these, or they are drawn again after it")
                .fix("net.load(state) refuses names that don't fit; load after the constructor has drawn the weights")
                .okIf(origin.drawn().isEmpty());
    }
}
