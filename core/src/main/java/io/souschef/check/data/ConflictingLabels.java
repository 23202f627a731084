package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Two examples that are equal to the last bit and have different labels: one of them is wrong, and the loss has a floor. Where
 * inputs repeat by nature, as in tables of a few categories, or where most of them were measured several times, labels may differ, and it
 * can't judge; unless equal inputs have the same class less often than any two: answers that are drawn anew never do, so that something
 * tells them apart, which of two measurements it is, say, that was left out of the input. Inputs that hold nothing, silence say, are left out.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class ConflictingLabels implements Check {
    /** Share of the examples whose input comes under another id, too. */
    private static final double REPEATED = 0.5;

    /**
     * Variance of the numbers of equal inputs, over that of all: 1 where one of each two belongs elsewhere, 0.5 where every other one does; of
     * measurements the noise alone. Reasoned.
     */
    private static final double NEAR = 0.25;

    /** Pairs of equal inputs from which on their classes are compared. */
    private static final int PAIRS = 60;

    /**
     * Standard errors by which classes of equal inputs agree less than by chance. Two measurements of 380 compounds, told from each other by
     * nothing, seeds 1 to 8: 0.3 once, else 1.9 to 4.4; tables of categories and letters of names agree by 0.21 and more beyond chance.
     */
    private static final double ERRORS = 1.8;

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
        Conflicts conflicts = Conflicts.in(pass);
        boolean any = conflicts.inputs() > 0;
        Agreement agreement = any ? agreement(subject, pass) : Agreement.UNKNOWN;
        boolean apart = agreement.isBelowChance();
        if (any && !apart && !Distinct.in(pass)) {
            throw new CouldNotJudge("whole inputs repeat by nature: no feature has many different values");
        }
        if (any && !apart && repeated(pass) > REPEATED) {
            throw new CouldNotJudge(
                    "most inputs come several times, each under an id of its own: they were measured or asked for again");
        }
        if (any && Replicates.spread(subject, pass) < NEAR) {
            throw new CouldNotJudge(
                    "equal inputs have numbers that lie close together: they were measured again, and the rest is noise");
        }
        String cause =
                "equal inputs with different labels" + (apart ? ": what tells them apart is not in the input" : "");
        return finding()
                .measured(
                        "%d inputs occur with different targets%s%s",
                        conflicts.inputs(),
                        conflicts.first(),
                        apart
                                ? String.format(
                                        Locale.ROOT,
                                        "; of two equal inputs %.0f %% have one class, of any two %.0f %%",
                                        100 * agreement.same(),
                                        100 * agreement.chance())
                                : "")
                .expected("one target for one input")
                .cause("%s", any ? cause : "")
                .fix(
                        apart
                                ? "give the net what tells them apart, which measurement or source it is, or a head for each"
                                : "look at them, and correct or drop all but one of each")
                .failIf(any);
    }

    /**
     * Inputs that come with different targets, but for those that hold nothing.
     *
     * @param inputs how many
     * @param first one of them, in words
     */
    private record Conflicts(int inputs, String first) {
        static Conflicts in(Pass pass) {
            Blank blank = Blank.in(pass);
            Map<Long, Example> seen = new HashMap<>();
            Set<Long> conflicting = new HashSet<>();
            String first = "";
            for (Example each : pass.examples()) {
                Example before = seen.putIfAbsent(each.hash(), each);
                if (before == null || before.sameTarget(each) || blank.is(each)) {
                    continue;
                }
                if (conflicting.isEmpty()) {
                    first = String.format(
                            Locale.ROOT,
                            ", first examples %d and %d, targets %s and %s",
                            before.id(),
                            each.id(),
                            before.target()[0],
                            each.target()[0]);
                }
                conflicting.add(each.hash());
            }
            return new Conflicts(conflicting.size(), first);
        }
    }

    /**
     * How often equal inputs under ids of their own have one class.
     *
     * @param inputs how many pairs they make up where each is in one pair only
     * @param same share of all pairs of equal inputs
     * @param chance the share of any two examples
     */
    private record Agreement(double inputs, double same, double chance) {
        static final Agreement UNKNOWN = new Agreement(0, 0, 0);

        boolean isBelowChance() {
            return inputs >= PAIRS && same < chance - ERRORS * Math.sqrt(chance * (1 - chance) / inputs);
        }
    }

    private static Agreement agreement(Subject subject, Pass pass) {
        if (!subject.fresh(program -> program.task() instanceof Task.Classification)
                || pass.examples().stream().anyMatch(example -> example.target().length != 1)) {
            return Agreement.UNKNOWN;
        }
        Map<Long, Example> byId = pass.byId();
        Map<Float, Integer> counts = new HashMap<>();
        Map<Long, Map<Float, Integer>> byInput = new HashMap<>();
        byId.values().forEach(example -> {
            counts.merge(example.target()[0], 1, Integer::sum);
            byInput.computeIfAbsent(example.hash(), hash -> new HashMap<>())
                    .merge(example.target()[0], 1, Integer::sum);
        });
        double chance = counts.values().stream()
                .mapToDouble(n -> Math.pow((double) n / byId.size(), 2))
                .sum();
        double inputs = 0;
        double pairs = 0;
        double same = 0;
        for (Map<Float, Integer> classes : byInput.values()) {
            int n = classes.values().stream().mapToInt(k -> k).sum();
            inputs += n > 1 ? n / 2.0 : 0;
            pairs += n * (n - 1) / 2.0;
            same += classes.values().stream()
                    .mapToDouble(k -> k * (k - 1) / 2.0)
                    .sum();
        }
        return pairs == 0 ? Agreement.UNKNOWN : new Agreement(inputs, same / pairs, chance);
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
