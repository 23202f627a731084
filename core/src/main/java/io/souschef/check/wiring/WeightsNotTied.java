package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * Weights that are copied instead of shared start equal and part at the first step: there are then two, and each gets half of the
 * gradients. So what is declared tied must stay equal, and a head that starts as the embedding's copy must not leave it.
 *
 * @see <a href="https://arxiv.org/abs/1608.05859">Press and Wolf 2017</a>
 */
public final class WeightsNotTied implements Check {
    @Override
    public String name() {
        return "tied weights stay tied";
    }

    @Override
    public String code() {
        return "weights-not-tied";
    }

    @Override
    public Finding run(Subject subject) {
        Chart chart = subject.measured(new Wiring());
        List<Twins.Pair> candidates = subject.measured(new Twins()).stream()
                .filter(pair -> pair.declared() || (pair.alike() && isEmbeddingAndHead(chart, pair)))
                .toList();
        if (candidates.isEmpty()) {
            throw new CouldNotJudge("nothing is declared tied, and no head starts as a copy of an embedding");
        }
        List<String> parted = candidates.stream()
                .filter(pair -> !pair.one() && !pair.together())
                .map(pair -> pair.first() + " and " + pair.second())
                .toList();
        return finding()
                .measured(
                        parted.isEmpty()
                                ? "%2$d pairs stay equal over some steps"
                                : "%s are equal at first and part as they train",
                        Names.of(parted),
                        candidates.size())
                .expected("one tensor, used twice")
                .cause(parted.isEmpty() ? "" : "the weight was copied, not shared")
                .fix("use the embedding's own: Functional.linear(x, embedding.weight(), Optional.empty())")
                .okIf(parted.isEmpty());
    }

    /** Whether one of the two is looked up by an embedding, and the other multiplies in a linear layer. */
    public static boolean isEmbeddingAndHead(Chart chart, Twins.Pair pair) {
        return (isUsedBy(chart, pair.first(), "embedding") && isUsedBy(chart, pair.second(), "linear"))
                || (isUsedBy(chart, pair.first(), "linear") && isUsedBy(chart, pair.second(), "embedding"));
    }

    private static boolean isUsedBy(Chart chart, String parameter, String kind) {
        return chart.user(parameter).filter(op -> op.is(kind)).isPresent();
    }
}
