package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Two examples that are equal to the last bit and have different labels: one of them is wrong, and the loss has a floor. Where
 * inputs repeat by nature, as in tables of a few categories, or where most of them were measured several times, labels may differ, and it
 * can't judge. Inputs that hold nothing, silence say, are left out.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class ConflictingLabels implements Check {
    /** Share of the examples whose input comes under another id, too. */
    private static final double REPEATED = 0.5;

    @Override
    public String name() {
        return "become one with the data: labels agree";
    }

    @Override
    public String code() {
        return "conflicting-labels";
    }

    @Override
    public Finding run(Subject subject) {
        Pass pass = subject.measured(new Reading()).first();
        Blank blank = Blank.in(pass);
        Map<Long, Example> first = new HashMap<>();
        Set<Long> conflicting = new HashSet<>();
        String example = "";
        for (Example each : pass.examples()) {
            Example before = first.putIfAbsent(each.hash(), each);
            if (before != null && !before.sameTarget(each) && !blank.is(each)) {
                example = conflicting.isEmpty()
                        ? String.format(
                                Locale.ROOT,
                                ", first examples %d and %d, targets %s and %s",
                                before.id(),
                                each.id(),
                                before.target()[0],
                                each.target()[0])
                        : example;
                conflicting.add(each.hash());
            }
        }
        if (!conflicting.isEmpty() && !Distinct.in(pass)) {
            throw new CouldNotJudge("whole inputs repeat by nature: no feature has many different values");
        }
        if (!conflicting.isEmpty() && repeated(pass) > REPEATED) {
            throw new CouldNotJudge(
                    "most inputs come several times, each under an id of its own: they were measured or asked for again");
        }
        return finding()
                .measured("%d inputs occur with different targets%s", conflicting.size(), example)
                .expected("one target for one input")
                .cause(conflicting.isEmpty() ? "" : "equal inputs with different labels")
                .fix("look at them, and correct or drop all but one of each")
                .okIf(conflicting.isEmpty());
    }

    private static double repeated(Pass pass) {
        Map<Long, Set<Long>> ids = new HashMap<>();
        pass.examples().forEach(example -> ids.computeIfAbsent(example.hash(), hash -> new HashSet<>())
                .add(example.id()));
        int examples = ids.values().stream().mapToInt(Set::size).sum();
        int several =
                ids.values().stream().mapToInt(Set::size).filter(n -> n > 1).sum();
        return (double) several / examples;
    }
}
