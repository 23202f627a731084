package io.souschef.recipe.hindsight;

import io.souschef.data.Images;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the model takes for something else on the validation split: what it was surest of and wrong, which class is taken for which, and
 * how good it is for each class.
 */
final class Mispredictions {
    /** A probability from which on the model is sure. */
    private static final double SURE = 0.9;

    private static final int SHOWN = 24, CLASSES = 30, ROWS = 60;

    private final Gallery gallery;
    private final List<String> names;
    private final boolean images;

    Mispredictions(Kitchen kitchen, Gallery gallery) {
        this.gallery = gallery;
        this.images = kitchen.dataset().inputs() instanceof Images;
        this.names = kitchen.feed().preparation().classes();
    }

    Finding finding(Answers answers) {
        int[] wrong = answers.wrong();
        long sure = Arrays.stream(wrong)
                .filter(place -> answers.confidence(place) > SURE)
                .count();
        long[][] counts = new long[names.size()][names.size()];
        for (int place = 0; place < answers.size(); place++) {
            counts[answers.given(place)][answers.predicted(place)]++;
        }
        List<Evidence> evidence = new ArrayList<>();
        if (wrong.length > 0) {
            evidence.add(surest(answers, wrong));
        }
        evidence.add(confusion(counts));
        evidence.add(perClass(counts));
        Finding.Draft draft = Finding.of("look at (mis)predictions", "mispredictions")
                .measured(
                        "%,d of %,d validation examples are taken for another class, %,d of them with a probability above %.0f %%%s",
                        wrong.length, answers.size(), sure, 100 * SURE, most(counts))
                .expected("mistakes that a person understands")
                .evidence(evidence.toArray(Evidence[]::new));
        return wrong.length == 0
                ? draft.okIf(true)
                : draft.fix(
                                "wrong labels: correct them; %srare: more like them",
                                images ? "too small or cut: a larger --image-size; " : "")
                        .needsEyes("where do the mistakes come from that it was surest of?");
    }

    /** The pair of classes that is mixed up most. */
    private String most(long[][] counts) {
        long most = 0;
        String text = "";
        for (int given = 0; given < counts.length; given++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                if (given != predicted && counts[given][predicted] > most) {
                    most = counts[given][predicted];
                    text = "; most often '%s' for '%s', %s"
                            .formatted(names.get(predicted), names.get(given), Phrases.times((double) most));
                }
            }
        }
        return text;
    }

    private Evidence surest(Answers answers, int[] wrong) {
        Map<Integer, Integer> places = new HashMap<>();
        int[] ids = Arrays.stream(wrong)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) -> -answers.confidence(place)))
                .limit(SHOWN)
                .mapToInt(place -> {
                    places.put(answers.id(place), place);
                    return answers.id(place);
                })
                .toArray();
        return gallery.show(
                "wrong",
                "Surest, and wrong",
                "Validation examples: given label, predicted label with its probability; the surest mistake first. Where the prediction is right, the label is wrong.",
                ids,
                id -> {
                    int place = places.getOrDefault(id, 0);
                    return "%s; predicted %s, %s"
                            .formatted(
                                    names.get(answers.given(place)),
                                    names.get(answers.predicted(place)),
                                    probability(answers.confidence(place)));
                });
    }

    /** Sure is not certain: never "100 %". */
    private static String probability(double p) {
        return p > 0.9995 ? "over 99.9 %" : Phrases.percent(p);
    }

    private Evidence confusion(long[][] counts) {
        int[] shown = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer k) -> -mistakes(counts, k)))
                .limit(CLASSES)
                .sorted()
                .mapToInt(k -> k)
                .toArray();
        return new Evidence.Confusion(
                "Confusion matrix",
                "Validation examples: each row is a given class. Two fields that mirror each other are classes that overlap; one alone is a class that is called the other."
                        + (shown.length < counts.length
                                ? " The %,d of %,d classes with most mistakes.".formatted(shown.length, counts.length)
                                : ""),
                Arrays.stream(shown).mapToObj(names::get).toList(),
                Arrays.stream(shown)
                        .mapToObj(given -> Arrays.stream(shown)
                                .mapToObj(predicted -> counts[given][predicted])
                                .toList())
                        .toList());
    }

    /** That have to do with a class, given or predicted. */
    private static long mistakes(long[][] counts, int k) {
        long row = Arrays.stream(counts[k]).sum();
        long column = Arrays.stream(counts).mapToLong(other -> other[k]).sum();
        return row + column - 2 * counts[k][k];
    }

    private Evidence perClass(long[][] counts) {
        List<List<String>> rows = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> recall(counts, k)))
                .limit(ROWS)
                .map(k -> {
                    long given = Arrays.stream(counts[k]).sum();
                    long predicted =
                            Arrays.stream(counts).mapToLong(other -> other[k]).sum();
                    return List.of(
                            names.get(k),
                            "%,d".formatted(given),
                            share(counts[k][k], given),
                            share(counts[k][k], predicted));
                })
                .toList();
        return new Evidence.Grid(
                "Class by class",
                "Recall: the share of a class that is found; precision: the share of what is called so that is so; each with its 95 % interval. The worst first.",
                List.of("class", "examples", "recall", "precision"),
                rows,
                "lrrr");
    }

    private static double recall(long[][] counts, int k) {
        long given = Arrays.stream(counts[k]).sum();
        return given == 0 ? 2 : (double) counts[k][k] / given;
    }

    private static String share(long right, long all) {
        if (all == 0) {
            return "–";
        }
        Interval interval = Interval.proportion(right, all).times(100);
        return "%.1f %% (%.1f to %.1f)".formatted(interval.value(), interval.low(), interval.high());
    }
}
