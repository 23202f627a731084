package io.souschef.recipe.inspect.copies;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.Images;
import io.souschef.data.Table;
import io.souschef.data.examples.ExamplesTable;
import io.souschef.data.near.NearDuplicates;
import io.souschef.data.near.NearDuplicates.Pair;
import io.souschef.data.source.Progress;
import io.souschef.data.summary.Summary;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Prints;
import java.util.ArrayList;
import java.util.Arrays;
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
public final class NearCopies implements Look {
    /** The column of examples.parquet. */
    public static final String GROUP = "near_group";

    private static final int SHOWN = 16;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images().flatMap(images -> seen.near().map(near -> finding(seen, images, near)));
    }

    /** Once a person has judged some of the pairs: the same again, without those that are kept apart; empty where nothing is new. */
    public static Optional<Finding> again(
            Dataset dataset, RunDirectory run, long seed, Function<String, Progress> watch) {
        if (dataset.inputs() instanceof Table || !Inspection.verdicts(run).learn()) {
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
        return seen.texts().isPresent() ? new SimilarTexts().at(seen) : new NearCopies().at(seen);
    }

    /** By id, the first of the group that it is in; −1 where it is in none. */
    public static int[] groups(Inspection seen) {
        int[] firsts = new int[seen.dataset().size()];
        Arrays.fill(firsts, -1);
        seen.near().ifPresent(near -> near.groups()
                .forEach(group -> Arrays.stream(group.ids()).forEach(id -> firsts[id] = group.ids()[0])));
        return firsts;
    }

    private static Finding finding(Inspection seen, Images images, NearDuplicates near) {
        NearPairs pairs = new NearPairs(seen, near, "image");
        String none = "no two images are nearly the same (correlation of 16x16 pixels %.3f or more)"
                .formatted(near.threshold());
        return pairs.finding(none, () -> {
            Inspection.verdicts(seen.prints().run()).write(near, images);
            return pictures(seen, images, pairs);
        });
    }

    private static Evidence pictures(Inspection seen, Images images, NearPairs pairs) {
        List<Evidence.Picture> pictures = new ArrayList<>();
        for (Pair pair : pairs.worst(SHOWN)) {
            String caption = "%s\n%s\n%.3f%s"
                    .formatted(
                            pairs.who(pair.first()),
                            pairs.who(pair.second()),
                            pair.correlation(),
                            pair.words().isEmpty() ? "" : ", " + pair.words());
            pictures.add(seen.prints().pair("near-" + pictures.size(), images, pair.first(), pair.second(), caption));
        }
        return new Evidence.Pictures(
                "Nearly the same",
                "Are both the same picture? Those with different labels come first, then those between splits, the least alike of them first;"
                        + " the number is their correlation. All of them are in near-duplicates.csv: no in its last column, and the same command"
                        + " again, keeps a pair apart in this run and in later ones.",
                pictures,
                4);
    }
}
