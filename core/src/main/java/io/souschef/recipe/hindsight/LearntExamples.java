package io.souschef.recipe.hindsight;

import io.souschef.data.Labels;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.train.DataMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How each training example was learnt: the data map, what was forgotten on the way, and what was never learnt. An example that stays
 * unlikely to the last, while the net was sure of something else, is more often mislabelled than hard.
 *
 * @see DataMap
 */
final class LearntExamples {
    /**
     * The label has so little probability on average: the paper's "hard to learn" region. In twelve passes over digits (three seeds) 0.1 to
     * 0.3 % of the examples are below it; with a tenth of the labels replaced 9.1 to 10.1 %, of which 91 to 96 % are wrong, and 93 to 100 %
     * of the wrong ones.
     */
    private static final double HARD = 0.25;

    /** As many passes as the norm of the error waits for: before, nothing is learnt and nothing forgotten. */
    private static final int LEAST_PASSES = 5;

    /**
     * Where so many are hard, the net has not learnt its data, and says nothing about labels: three times as many as with a tenth of the labels
     * wrong. Vowels (11 classes, 692 rows), a net of 16 units after 6 seconds: 57 %.
     */
    private static final double LITTLE = 0.3;

    private static final int SHOWN = 24, FEWER = 16;

    /** Cloud by cloud, the lowest correctness that is in it. */
    private static final double[] FROM = {0.8, 0.6, 0.4, 0.2, 0};

    private static final String[] NAMES = {"right ≥ 80 %", "60 to 80 %", "40 to 60 %", "20 to 40 %", "under 20 %"};

    private final Kitchen kitchen;
    private final Gallery gallery;
    private final int trainings;

    LearntExamples(Kitchen kitchen, Gallery gallery, int trainings) {
        this.kitchen = kitchen;
        this.gallery = gallery;
        this.trainings = trainings;
    }

    Finding finding(DataMap map) {
        int[] ids = map.ids();
        double passes =
                Arrays.stream(ids).mapToDouble(id -> map.passes()[id]).average().orElse(0);
        if (passes < LEAST_PASSES) {
            return Finding.of("training dynamics", "training-dynamics")
                    .fix("a larger --budget")
                    .skip(
                            "%.1f passes over the training examples say too little, %d or more are enough",
                            passes, LEAST_PASSES);
        }
        int[] hard = Arrays.stream(ids)
                .filter(id -> map.confidence()[id] < HARD)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> map.confidence()[id]))
                .mapToInt(id -> id)
                .toArray();
        long never = Arrays.stream(ids).filter(id -> map.correctness()[id] == 0).count();
        long kept = Arrays.stream(ids)
                .filter(id -> map.forgotten()[id] == 0 && map.correctness()[id] > 0)
                .count();
        Finding.Draft draft = Finding.of("training dynamics", "training-dynamics")
                .measured(
                        "%s hard to learn (%s of %,d): probability of the label under %.2f on average; %,d never learnt, %,d learnt and never forgotten",
                        Phrases.count(hard.length, "example", "examples"),
                        Phrases.percent((double) hard.length / ids.length),
                        ids.length,
                        HARD,
                        never,
                        kept)
                .expected("what is hard to learn to be hard, not wrong")
                .evidence(evidence(map, ids, hard));
        if (hard.length == 0) {
            return draft.okIf(true);
        }
        if (hard.length > LITTLE * ids.length) {
            return draft.fix(
                            "a larger --budget, or a look at the inputs: this says more about the net than about the labels")
                    .needsEyes("the net has learnt little of its training data: could it?");
        }
        return draft.fix(
                        "compare them with the labels most contradicted in stage 1; correct what is wrong: SELECT name, label FROM 'examples.parquet' WHERE confidence < %.2f ORDER BY confidence",
                        HARD)
                .needsEyes("hard to learn and sure of something else: is the label wrong?");
    }

    private Evidence[] evidence(DataMap map, int[] ids, int[] hard) {
        List<Evidence> all = new ArrayList<>();
        if (hard.length > 0) {
            all.add(gallery.show(
                    "hard",
                    "Hardest to learn",
                    "The label, its mean probability over the passes, and what the net said last instead. Of low variability too: the net was sure. "
                            + "These are mislabelled more often than any other; what is right here is rare, and more like it would help.",
                    Arrays.copyOf(hard, Math.min(SHOWN, hard.length)),
                    id -> "%s; p %.2f%s".formatted(label(id), map.confidence()[id], instead(map, id))));
        }
        all.add(gallery.show(
                "ambiguous",
                "Most ambiguous",
                "The probability of the label went up and down most. They lie between classes: what decides them has to be in the picture, "
                        + "and at the size that the net sees.",
                highest(ids, id -> map.variability()[id], FEWER),
                id -> "%s; p %.2f ± %.2f%s"
                        .formatted(label(id), map.confidence()[id], map.variability()[id], instead(map, id))));
        int[] forgotten = highest(
                Arrays.stream(ids).filter(id -> map.forgotten()[id] > 0).toArray(), id -> map.forgotten()[id], FEWER);
        if (forgotten.length > 0) {
            all.add(gallery.show(
                    "forgotten",
                    "Most often forgotten",
                    "Right in one pass and wrong in the next, so many times in a training. What is never forgotten could be left out with least harm.",
                    forgotten,
                    id -> "%s; forgotten %s%s"
                            .formatted(label(id), Phrases.times(map.forgotten()[id]), instead(map, id))));
        }
        all.add(map(map, ids));
        all.add(counts(map, ids));
        return all.toArray(Evidence[]::new);
    }

    private String label(int id) {
        return kitchen.dataset().targets().text(id);
    }

    private String instead(DataMap map, int id) {
        return map.said()[id] == DataMap.NOTHING || !(kitchen.dataset().targets() instanceof Labels labels)
                ? ""
                : "; said " + labels.classes().get((int) map.said()[id]);
    }

    /** The first of equals is the one of the lower id. */
    private static int[] highest(int[] ids, IntToDoubleFunction number, int most) {
        return Arrays.stream(ids)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -number.applyAsDouble(id)))
                .limit(most)
                .mapToInt(id -> id)
                .toArray();
    }

    private Evidence map(DataMap map, int[] ids) {
        List<Evidence.Cloud> clouds = new ArrayList<>();
        for (int c = 0; c < FROM.length; c++) {
            double low = FROM[c];
            double high = c == 0 ? 2 : FROM[c - 1];
            int[] some = Arrays.stream(ids)
                    .filter(id -> map.correctness()[id] >= low && map.correctness()[id] < high)
                    .toArray();
            if (some.length > 0) {
                clouds.add(Evidence.Cloud.of(
                        NAMES[c],
                        Arrays.stream(some)
                                .mapToDouble(id -> map.variability()[id])
                                .toArray(),
                        Arrays.stream(some)
                                .mapToDouble(id -> map.confidence()[id])
                                .toArray()));
            }
        }
        return new Evidence.Points(
                "Data map",
                "variability of the probability of the label",
                "its mean over the passes: confidence",
                "Each dot is a training example%s. Top left is easy, to the right ambiguous, bottom left hard to learn and often mislabelled. Colour: in how many of the passes it was right."
                        .formatted(
                                trainings > 1
                                        ? String.format(Locale.ROOT, ", the mean of %d trainings", trainings)
                                        : ""),
                clouds);
    }

    private static Evidence counts(DataMap map, int[] ids) {
        String[] names = {"never forgotten", "up to once", "up to twice", "up to 5 times", "more often", "never learnt"
        };
        double[] counts = new double[names.length];
        for (int id : ids) {
            double times = map.forgotten()[id];
            int bar = map.correctness()[id] == 0
                    ? 5
                    : times == 0 ? 0 : times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 3 : 4;
            counts[bar]++;
        }
        return Evidence.Bars.of(
                "Forgetting events",
                "How often an example was right in one pass and wrong in the next. A long tail is examples between two classes, or a rate that is too high; wrong labels are rather never learnt.",
                "examples",
                IntStream.range(0, names.length).mapToObj(i -> names[i]).toList(),
                counts);
    }
}
