package io.souschef.recipe.inspect.splits;

import io.souschef.data.Labels;
import io.souschef.data.axis.Axis;
import io.souschef.data.shortcut.Shortcut;
import io.souschef.data.shortcut.Shortcuts;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.statistics.GroupMeans;
import io.souschef.statistics.Ranks;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Files of one patient, one session, one video on both sides of the split, by what their names and folders say ({@link NamePart}). A net
 * does not see names, but it sees the light and the background that files of one session share. So a group does harm where the split takes it
 * apart and it either tells the class, or its members resemble each other beyond what their class explains.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 * @see GroupLeakage
 */
public final class NameGroups implements Look {
    /** Of validation and test, those whose group is in train too. */
    private static final double STRADDLING = 0.2;

    /** Of the way from chance to certainty, that the group tells of the class; of the variance of a property within classes, that it explains. */
    private static final double TELLS = 0.2, ALIKE = 0.1;

    private static final double PROBABILITY = 0.01;

    /** Of the seconds of the stage; files that are compared; how often groups are handed out at random; groups that are named. */
    private static final double SHARE = 0.05;

    private static final int FILES = 20_000, PERMUTATIONS = 199, NAMED = 4;

    /** What is shown of a part of the names. */
    private record Measured(NamePart part, double across, double tells, double luck, Likeness likeness) {
        boolean tellsClass() {
            return tells >= TELLS && luck < PROBABILITY;
        }

        boolean alike() {
            return likeness.share >= ALIKE && likeness.probability < PROBABILITY;
        }

        boolean leaks() {
            return across >= STRADDLING && (tellsClass() || alike());
        }
    }

    /** In which property the members of a group are most alike, by how much of its variance, and how often chance makes as much. */
    private record Likeness(String axis, double share, double probability) {}

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.ofFiles() ? seen.labels().map(labels -> finding(seen, labels)) : Optional.empty();
    }

    private static Finding finding(Inspection seen, Labels labels) {
        List<NamePart> parts = NamePart.of(seen);
        List<Shortcut> told = Shortcuts.ofWords(
                labels,
                seen.dataset().split().train(),
                parts.stream()
                        .filter(part -> part.filesOfEachInEach(labels) >= 2)
                        .map(part -> new Axis(
                                part.name(),
                                "",
                                Arrays.stream(part.groups()).asDoubleStream().toArray()))
                        .toList(),
                SHARE * seen.seconds(),
                seen.seed());
        List<Measured> all = parts.stream()
                .map(part -> measured(seen, labels, part, told))
                .sorted((a, b) -> Boolean.compare(b.leaks(), a.leaks()))
                .toList();
        Finding.Draft draft = Finding.of("groups of files across splits", "name-groups")
                .measured("%s", all.isEmpty() ? "names and folders make no groups of files" : sentence(all.get(0)))
                .expected("files of one group in one split, or groups that neither tell the class nor look alike");
        if (!all.isEmpty()) {
            draft.evidence(grid(all));
        }
        if (all.isEmpty() || !all.get(0).leaks()) {
            return draft.okIf(true);
        }
        Measured first = all.get(0);
        draft.fix(
                "if new files will be of new groups: split so that each group is on one side, with folders train/, val/ and test/ above the classes");
        return first.part.called() || first.tellsClass()
                ? draft.cause(
                                "the split takes the groups apart, and %s",
                                first.tellsClass()
                                        ? "the group tells the class"
                                        : "files of one group are alike in " + first.likeness.axis)
                        .warnIf(true)
                : draft.needsEyes(
                        "files that share %s are alike in %s: are they of one object, one person or one session?",
                        first.part.name(), first.likeness.axis);
    }

    private static String sentence(Measured one) {
        return "%s (%s): %s; %s of validation and test are of one that is in train; it tells %s of the way from chance to the class (p %s)%s"
                .formatted(
                        one.part.name(),
                        Phrases.some(
                                one.part.values().subList(1, one.part.values().size()), NAMED),
                        Phrases.count(one.part.count(), "group", "groups"),
                        Phrases.percent(one.across),
                        Phrases.percent(one.tells),
                        probability(one.luck),
                        one.likeness.axis.isEmpty()
                                ? ""
                                : ", and explains %s of '%s' within the classes (p %s)"
                                        .formatted(
                                                Phrases.percent(one.likeness.share),
                                                one.likeness.axis,
                                                probability(one.likeness.probability)));
    }

    private static String probability(double p) {
        return p <= 0.005 ? "≤ 0.005" : "= %.3f".formatted(p);
    }

    private static Evidence grid(List<Measured> all) {
        return new Evidence.Grid(
                "Groups of files, by their names",
                "Across: of validation and test, those whose group was trained on. Tells: from 0, no more than chance, to 100, the class for certain. "
                        + "Alike: of the property in which files of a group are most alike, what the group explains beyond the class.",
                List.of("what", "groups", "across", "tells", "p", "alike", "in", "p"),
                all.stream()
                        .map(one -> List.of(
                                one.part.name(),
                                "%,d".formatted(one.part.count()),
                                Phrases.percent(one.across),
                                Phrases.percent(one.tells),
                                "%.3f".formatted(one.luck),
                                Phrases.percent(one.likeness.share),
                                one.likeness.axis,
                                "%.3f".formatted(one.likeness.probability)))
                        .collect(Collectors.toList()),
                "lrrrrrlr");
    }

    private static Measured measured(Inspection seen, Labels labels, NamePart part, List<Shortcut> told) {
        boolean[] trained = new boolean[part.count() + 1];
        Arrays.stream(seen.dataset().split().train()).forEach(id -> trained[part.groups()[id]] = true);
        trained[0] = false;
        int[] held = seen.dataset().split().heldOut();
        double across =
                Arrays.stream(held).filter(id -> trained[part.groups()[id]]).count()
                        / (double) Math.max(1, held.length);
        Optional<Shortcut> mine =
                told.stream().filter(s -> s.axis().name().equals(part.name())).findFirst();
        return new Measured(
                part,
                across,
                mine.map(Shortcut::lift).orElse(0.0),
                mine.map(Shortcut::probability).orElse(1.0),
                across < STRADDLING ? new Likeness("", 0, 1) : likeness(seen, labels, part));
    }

    private static Likeness likeness(Inspection seen, Labels labels, NamePart part) {
        int[] ids = wholeGroups(part, seen.seed());
        int[] groups = Arrays.stream(ids).map(id -> part.groups()[id]).toArray();
        int[] classes = Arrays.stream(ids).map(id -> labels.values()[id]).toArray();
        List<Axis> axes = seen.cheapAxes().stream()
                .filter(axis -> axis.varies() && Arrays.stream(axis.values()).noneMatch(Double::isNaN))
                .toList();
        if (axes.isEmpty() || ids.length < 4) {
            return new Likeness("", 0, 1);
        }
        List<double[]> left = axes.parallelStream()
                .map(axis -> GroupMeans.without(
                        Ranks.of(Arrays.stream(ids)
                                .mapToDouble(id -> axis.values()[id])
                                .toArray()),
                        classes))
                .toList();
        int count = part.count() + 1;
        double[] shares = left.stream()
                .mapToDouble(values -> explained(values, groups, count))
                .toArray();
        int best = IntStream.range(0, shares.length).reduce(0, (a, b) -> shares[b] > shares[a] ? b : a);
        RandomStream random = RandomStream.of(seen.seed(), "groups of names");
        long asGood = IntStream.range(0, PERMUTATIONS)
                .parallel()
                .filter(p -> {
                    int[] shuffled = Arrays.stream(random.at(p).permutation(groups.length))
                            .map(i -> groups[i])
                            .toArray();
                    return left.stream().anyMatch(values -> explained(values, shuffled, count) >= shares[best]);
                })
                .count();
        return new Likeness(axes.get(best).name(), Math.max(0, shares[best]), (asGood + 1.0) / (PERMUTATIONS + 1));
    }

    /** Files of groups drawn at random, all of each, until there are enough. */
    private static int[] wholeGroups(NamePart part, long seed) {
        int[] sizes = new int[part.count() + 1];
        Arrays.stream(part.groups()).forEach(g -> sizes[g]++);
        boolean[] drawn = new boolean[sizes.length];
        int files = 0;
        for (int g : RandomStream.of(seed, "whole groups").permutation(sizes.length)) {
            if (g > 0 && files < FILES) {
                drawn[g] = true;
                files += sizes[g];
            }
        }
        return IntStream.range(0, part.groups().length)
                .filter(id -> drawn[part.groups()[id]])
                .limit(2L * FILES)
                .toArray();
    }

    /** Of the sum of squares, what the mean of the others in the same group saves; negative where it misleads. */
    private static double explained(double[] values, int[] groups, int count) {
        double[] sums = new double[count];
        double[] rows = new double[count];
        for (int i = 0; i < values.length; i++) {
            sums[groups[i]] += values[i];
            rows[groups[i]]++;
        }
        double with = 0;
        double without = 0;
        for (int i = 0; i < values.length; i++) {
            double others = rows[groups[i]] > 1 ? (sums[groups[i]] - values[i]) / (rows[groups[i]] - 1) : 0;
            with += (values[i] - others) * (values[i] - others);
            without += values[i] * values[i];
        }
        return without > 0 ? 1 - with / without : 0;
    }
}
