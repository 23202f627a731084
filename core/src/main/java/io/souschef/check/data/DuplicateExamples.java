package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The same example under several ids counts several times, and finds its way into both splits at the next shuffle. Examples that
 * a sampler repeats keep their id and don't count; neither do copies of rare classes that make them more frequent, nor examples that hold
 * nothing. Of numbers that were measured to few digits some are alike by chance, and it only warns.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class DuplicateExamples implements Check {
    /** Share of the examples that is a copy; the gallery's healthy programs have none that is not sampled. */
    private static final double SHARE = 0.02;

    /** Examples that are copied, as a share of the copies: 1 where data were joined twice, a fifteenth where 48 episodes begin in three states. Reasoned. */
    private static final double FEW = 0.1;

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
        Blank blank = Blank.in(pass);
        Map<Long, Set<Long>> ids = new HashMap<>();
        List<Example> once = new ArrayList<>();
        for (Example example : pass.examples()) {
            if (blank.is(example)) {
                continue;
            }
            long content = example.hash() * 31 + Arrays.hashCode(example.target());
            Set<Long> same = ids.computeIfAbsent(content, hash -> new HashSet<>());
            if (same.isEmpty()) {
                once.add(example);
            }
            same.add(example.id());
        }
        int copies = ids.values().stream().mapToInt(same -> same.size() - 1).sum();
        boolean balances =
                pass.wholeTargets() && evenness(once) > 1.5 * evenness(pass.examples()) && rarer(pass.examples(), once);
        boolean fine = Distinct.toTheLastDigit(pass);
        boolean meant = balances
                || subject.fresh(program -> program.declares().feeding().resampled());
        boolean many = copies > SHARE * pass.size() && !meant;
        long copied = ids.values().stream().filter(same -> same.size() > 1).count();
        if (many && copied <= Math.max(1, FEW * copies)) {
            throw new CouldNotJudge(
                    "%d examples come %d times more in all, each many times: states that recur, such as the start of every episode",
                    copied, copies);
        }
        String cause =
                fine ? "the data contain duplicates" : "some examples are alike to the last digit that was measured";
        Finding.Draft draft = finding()
                .measured(
                        "%d of %d examples are copies of another under an id of their own%s",
                        copies, pass.size(), balances && copies > 0 ? "; they make rare classes more frequent" : "")
                .expected("at most %.0f %%", 100 * SHARE)
                .cause("%s", many ? cause : "")
                .fix("drop them before the split, or give copies that are meant their original's id");
        return fine ? draft.failIf(many) : draft.warnIf(many);
    }

    /** Whether nothing was copied of the class that was commonest before. */
    private static boolean rarer(List<Example> all, List<Example> once) {
        Map<Integer, Integer> before = counts(once);
        Map<Integer, Integer> after = counts(all);
        Map.Entry<Integer, Integer> commonest = Collections.max(before.entrySet(), Map.Entry.comparingByValue());
        return commonest.getValue().equals(after.get(commonest.getKey()));
    }

    private static Map<Integer, Integer> counts(List<Example> examples) {
        Map<Integer, Integer> counts = new HashMap<>();
        examples.forEach(example -> counts.merge(example.label(), 1, Integer::sum));
        return counts;
    }

    /** How much more frequent the most frequent class is than the rarest. */
    private static double evenness(List<Example> examples) {
        Map<Integer, Integer> counts = counts(examples);
        int most = counts.values().stream().mapToInt(n -> n).max().orElse(1);
        int least = counts.values().stream().mapToInt(n -> n).min().orElse(1);
        return (double) most / least;
    }
}
