package io.souschef.recipe.inspect;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.ExamplesTable;
import io.souschef.data.Images;
import io.souschef.data.Progress;
import io.souschef.data.Summary;
import io.souschef.data.near.NearDuplicates;
import io.souschef.data.near.NearDuplicates.Pair;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.RunDirectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Images that are nearly the same: resized, recompressed, brighter, cropped a little, mirrored or turned. Between train and the other
 * splits they leak as equal ones do; with different labels, one of the two is wrong. They are shown for a person to judge, and never stop
 * the run.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"duplicate examples", section 1 of the recipe</a>
 * @see <a href="https://arxiv.org/abs/1902.00423">Barz and Denzler 2019: near-duplicates between train and test of CIFAR</a>
 */
final class NearCopies implements Look {
    /** The column of examples.parquet. */
    static final String GROUP = "near_group";

    private static final int SHOWN = 16;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images().flatMap(images -> seen.near().map(near -> finding(seen, images, near)));
    }

    /** Once a person has judged some of the pairs: the same again, without those that are kept apart; empty where nothing is new. */
    static Optional<Finding> again(Dataset dataset, RunDirectory run, long seed, Function<String, Progress> watch) {
        if (!(dataset.inputs() instanceof Images) || !Inspection.verdicts(run).learn()) {
            return Optional.empty();
        }
        Duplicates duplicates = Duplicates.of(dataset);
        Optional<NearDuplicates> near = Inspection.near(dataset, duplicates, run, seed, watch);
        Inspection seen = new Inspection(
                dataset,
                Summary.of(dataset),
                duplicates,
                near,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Prints(run),
                seed,
                0);
        ExamplesTable.regroup(run.examples(), GROUP, groups(seen));
        return new NearCopies().at(seen);
    }

    /** By id, the first of the group that it is in; −1 where it is in none. */
    static int[] groups(Inspection seen) {
        int[] firsts = new int[seen.dataset().size()];
        Arrays.fill(firsts, -1);
        seen.near().ifPresent(near -> near.groups()
                .forEach(group -> Arrays.stream(group.ids()).forEach(id -> firsts[id] = group.ids()[0])));
        return firsts;
    }

    private static Finding finding(Inspection seen, Images images, NearDuplicates near) {
        String[] parts = seen.parts();
        List<Pair> leaks =
                near.pairs().stream().filter(pair -> leaks(pair, parts)).toList();
        long leaked = leaks.stream()
                .map(pair -> parts[pair.first()].equals("train") ? pair.second() : pair.first())
                .distinct()
                .count();
        List<Pair> conflicts =
                near.pairs().stream().filter(pair -> conflicts(pair, seen)).toList();
        Finding.Draft draft = Finding.of("near-duplicates", "near-duplicates")
                .measured("%s", measured(near, leaked, conflicts.size()))
                .expected("none between train and another split, and none with different labels");
        if (!near.pairs().isEmpty()) {
            Inspection.verdicts(seen.prints().run()).write(near, images);
            draft.cause("%s", leaked + conflicts.size() == 0 ? "" : "variants of one picture were taken for several")
                    .fix(
                            "%s",
                            leaked + conflicts.size() == 0
                                    ? ""
                                    : "keep variants on one side of the split: near_group in examples.parquet names them")
                    .evidence(pictures(seen, images, parts, ordered(near, parts, seen)));
        }
        return draft.warnIf(leaked + conflicts.size() > 0);
    }

    private static String measured(NearDuplicates near, long leaked, int conflicts) {
        if (near.pairs().isEmpty()) {
            return "no two images are nearly the same (correlation of 16x16 pixels %.3f or more)"
                    .formatted(near.threshold());
        }
        return "%s, in %s; %s a variant in train; %s in the label"
                .formatted(
                        Phrases.count(near.pairs().size(), "pair is nearly the same", "pairs are nearly the same"),
                        Phrases.count(near.groups().size(), "group", "groups"),
                        leaked == 0
                                ? "no image of validation or test has"
                                : Phrases.count(
                                        leaked, "image of validation or test has", "images of validation or test have"),
                        conflicts == 0 ? "none differs" : Phrases.count(conflicts, "pair differs", "pairs differ"));
    }

    private static boolean leaks(Pair pair, String[] parts) {
        String first = parts[pair.first()];
        String second = parts[pair.second()];
        return !first.equals(second) && (first.equals("train") || second.equals("train"));
    }

    private static boolean conflicts(Pair pair, Inspection seen) {
        return seen.labels().isPresent() && !seen.targetOf(pair.first()).equals(seen.targetOf(pair.second()));
    }

    /** Conflicts first, then leaks, then the others; within each the least alike first, for they are the ones to doubt. */
    private static List<Pair> ordered(NearDuplicates near, String[] parts, Inspection seen) {
        return near.pairs().stream()
                .sorted(Comparator.comparing((Pair pair) -> !conflicts(pair, seen))
                        .thenComparing(pair -> !leaks(pair, parts))
                        .thenComparingDouble(Pair::correlation))
                .limit(SHOWN)
                .toList();
    }

    private static Evidence pictures(Inspection seen, Images images, String[] parts, List<Pair> pairs) {
        List<Evidence.Picture> pictures = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            String caption = "%s\n%s\n%.3f%s"
                    .formatted(
                            who(seen, parts, pair.first()),
                            who(seen, parts, pair.second()),
                            pair.correlation(),
                            pair.words().isEmpty() ? "" : ", " + pair.words());
            pictures.add(seen.prints().pair("near-" + i, images, pair.first(), pair.second(), caption));
        }
        return new Evidence.Pictures(
                "Nearly the same",
                "Are both the same picture? Those with different labels come first, then those between splits, the least alike of them first;"
                        + " the number is their correlation. All of them are in near-duplicates.csv: no in its last column, and the same command"
                        + " again, keeps a pair apart in this run and in later ones.",
                pictures,
                4);
    }

    private static String who(Inspection seen, String[] parts, int id) {
        return "%s (%s, %s)".formatted(seen.nameOf(id), seen.targetOf(id), parts[id]);
    }
}
