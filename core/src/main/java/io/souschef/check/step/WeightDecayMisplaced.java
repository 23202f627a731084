package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Weight decay should pull on weight matrices, not on biases and the scales of norms, and with Adam it must stay out of the
 * gradient. The pull is what the updates have besides the gradient's part. Judged only where a decay is declared; a part of the
 * net that decays on purpose is declared with decayingEverything().
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter 2019</a>
 */
public final class WeightDecayMisplaced implements Check {
    /** As a share of the pull on matrices; healthy programs have less than 0.02 of it on biases, wrong ones 0.9 to 1.1. */
    private static final double NONE = 0.3;

    @Override
    public String name() {
        return "weight decay where it belongs";
    }

    @Override
    public String code() {
        return "weight-decay-misplaced";
    }

    @Override
    public Finding run(Subject subject) {
        double declared =
                subject.fresh(program -> program.declares().weightDecay().orElse(0));
        if (declared == 0) {
            throw new CouldNotJudge("no weight decay is declared: withWeightDecay(0.01)");
        }
        Anatomy anatomy = Explained.of(subject);
        Anatomy.Match match = anatomy.explained().orElseThrow();
        boolean coupled = match.rule().flaw().equals(Rule.COUPLED);
        boolean everything =
                subject.fresh(program -> program.declares().looping().decaysEverything());
        boolean byRule = match.rule().decays();
        boolean allByRule = match.rule().name().endsWith(Rule.EVERYWHERE);
        // an optimiser of the library gives updates, its rate in them; a rule of the author's gives directions
        double rate = anatomy.owned() ? anatomy.rate() : 1;
        double vectors = byRule ? (allByRule ? -declared : 0) : match.pullVectors() / rate;
        double matrices = byRule ? -declared : match.pullMatrices() / rate;
        boolean biases = !everything && !coupled && vectors < -NONE * declared && vectors < NONE * matrices;
        return finding()
                .measured(
                        "at a rate of 1 matrices shrink by %.3g of themselves a step, biases and scales by %.3g; %s",
                        0.0 - matrices, 0.0 - vectors, Explained.text(anatomy))
                .expected("a pull of %.3g on matrices, none on biases and the scales of norms", declared)
                .cause(
                        coupled
                                ? Rule.COUPLED
                                : biases ? "biases and the scales of norms are pulled towards zero too" : "")
                .fix(
                        coupled
                                ? "take it off the weights themselves, weight -= rate * decay * weight: Adam.w(net, rate, decay)"
                                : biases
                                        ? "decay only parameters of two dimensions or more; or declare decayingEverything()"
                                        : "")
                .failIf(coupled || biases);
    }
}
