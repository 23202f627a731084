package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The same example under several ids counts several times, and finds its way into both splits at the next shuffle. Examples that
 * a sampler repeats keep their id and don't count; neither do copies of rare classes that make all classes equally frequent.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class DuplicateExamples implements Check {
    /** Share of the examples that is a copy; the gallery's healthy programs have none that is not sampled. */
    private static final double SHARE = 0.02;

    @Override
    public String name() {
        return "become one with the data: no copies";
    }

    @Override
    public String code() {
        return "duplicate-examples";
    }

    @Override
    public Finding run(Subject subject) {
        Pass pass = subject.measured(new Reading()).first();
        if (!Distinct.in(pass)) {
            throw new CouldNotJudge("whole inputs repeat by nature: no feature has many different values");
        }
        Map<Long, Set<Long>> ids = new HashMap<>();
        List<Example> once = new ArrayList<>();
        for (Example example : pass.examples()) {
            long content = example.hash() * 31 + Arrays.hashCode(example.target());
            Set<Long> same = ids.computeIfAbsent(content, hash -> new HashSet<>());
            if (same.isEmpty()) {
                once.add(example);
            }
            same.add(example.id());
        }
        int copies = ids.values().stream().mapToInt(same -> same.size() - 1).sum();
        boolean balances = pass.wholeTargets()
                && evenness(pass.examples()) < 1.3
                && evenness(once) > 1.5 * evenness(pass.examples());
        boolean meant = balances
                || subject.fresh(program -> program.declares().feeding().resampled());
        boolean many = copies > SHARE * pass.size() && !meant;
        return finding()
                .measured(
                        "%d of %d examples are copies of another under an id of their own%s",
                        copies, pass.size(), balances && copies > 0 ? "; they make the classes equally frequent" : "")
                .expected("at most %.0f %%", 100 * SHARE)
                .cause(many ? "the data contain duplicates" : "")
                .fix("drop them before the split, or give copies that are meant their original's id")
                .failIf(many);
    }

    /** How much more frequent the most frequent class is than the rarest. */
    private static double evenness(List<Example> examples) {
        Map<Integer, Integer> counts = new HashMap<>();
        examples.forEach(example -> counts.merge(example.label(), 1, Integer::sum));
        int most = counts.values().stream().mapToInt(n -> n).max().orElse(1);
        int least = counts.values().stream().mapToInt(n -> n).min().orElse(1);
        return (double) most / least;
    }
}
