package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Optional;

/**
 * view and reshape keep the order in memory: where a transpose or permute was meant, they cut rows in the wrong places and mix
 * batch, time and channels. It shows in the shapes, once the sizes have no common factors: every size of the result must be a
 * dimension of the operand, neighbours merged, or a part of one.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class ViewInsteadOfPermute implements Check {
    @Override
    public String name() {
        return "use backprop to chart dependencies: view or permute";
    }

    @Override
    public String code() {
        return "view-instead-of-permute";
    }

    @Override
    public Finding run(Subject subject) {
        Optional<Views.View> crooked = subject.measured(new Views());
        ExampleMixing.Mixing mixing = subject.measured(new ExampleMixing());
        Optional<ExampleMixing.Culprit> culprit = mixing.culprit()
                .filter(op -> op.is("view") || op.is("reshape"))
                .filter(op -> !Views.straight(
                        op.from(), op.to())); // pairs of neighbours in a batch are taken together on purpose
        List<Long> from = culprit.map(ExampleMixing.Culprit::from)
                .or(() -> crooked.map(Views.View::from))
                .orElse(List.of());
        List<Long> to = culprit.map(ExampleMixing.Culprit::to)
                .or(() -> crooked.map(Views.View::to))
                .orElse(List.of());
        if (culprit.isEmpty() && crooked.filter(Views.View::innocent).isPresent()) {
            throw new CouldNotJudge(
                    "%s viewed as %s: one dimension split and others merged, or two that change places; sizes that differ would tell",
                    from, to);
        }
        boolean broken = culprit.isPresent() || crooked.isPresent();
        return finding()
                .measured(
                        broken ? "%s viewed as %s%s" : "no view cuts across dimensions",
                        from,
                        to,
                        culprit.isPresent() ? ": after it examples depend on each other" : "")
                .expected("a view merges neighbouring dimensions or splits one, and never swaps two")
                .cause(broken ? "view or reshape where transpose or permute was meant" : "")
                .fix("permute(…) first, then reshape: x.transpose(1, 2).reshape(n, t, c)")
                .okIf(!broken);
    }
}
