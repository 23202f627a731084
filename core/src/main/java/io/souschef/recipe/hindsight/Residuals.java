package io.souschef.recipe.hindsight;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.statistics.Interval;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** By how much the predicted numbers miss on the validation split: plotted, the worst by name, and whether they miss to one side. */
final class Residuals {
    /** Of the root mean squared error: a mean residual beyond it, and beyond chance, is a side to which the model leans. */
    private static final double LEANING = 0.2;

    private static final int SHOWN = 16, BINS = 30;

    private final Kitchen kitchen;
    private final Gallery gallery;

    Residuals(Kitchen kitchen, Gallery gallery) {
        this.kitchen = kitchen;
        this.gallery = gallery;
    }

    Finding finding(Evaluation validation, Task.Regression task) {
        int n = validation.size();
        double[] predicted = new double[n];
        double[] residuals = new double[n];
        for (int i = 0; i < n; i++) {
            predicted[i] = task.decoded(validation.outputs()[i]);
            residuals[i] = task.decoded(validation.targets()[i]) - predicted[i];
        }
        double[] sizes = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        Interval mean = Interval.mean(residuals);
        double rmse = Math.sqrt(Arrays.stream(residuals).map(r -> r * r).sum() / n);
        boolean leans = Math.abs(mean.value()) > LEANING * rmse && (mean.low() > 0 || mean.high() < 0);
        return Finding.of("look at (mis)predictions", "residuals")
                .measured(
                        "half of %,d validation predictions are within %s of the target, nine of ten within %s; residual %s on average (95 %% interval %s to %s)",
                        n,
                        Phrases.number(sizes[n / 2]),
                        Phrases.number(sizes[Math.min(n - 1, n * 9 / 10)]),
                        Phrases.number(mean.value()),
                        Phrases.number(mean.low()),
                        Phrases.number(mean.high()))
                .expected("residuals around zero, to both sides alike")
                .cause(leans ? (mean.value() > 0 ? "it predicts too little" : "it predicts too much") : "")
                .fix(
                        leans
                                ? "a long tail pulls the mean: predict the logarithm of the target; or train and validation differ"
                                : "")
                .evidence(worst(validation, task), plot(predicted, residuals), histogram(residuals))
                .warnIf(leans);
    }

    private Evidence worst(Evaluation validation, Task.Regression task) {
        Map<Integer, Integer> places = new HashMap<>();
        int[] ids = IntStream.range(0, validation.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) ->
                        -Math.abs(validation.targets()[i] - validation.outputs()[i])))
                .limit(SHOWN)
                .mapToInt(i -> {
                    places.put((int) validation.ids()[i], i);
                    return (int) validation.ids()[i];
                })
                .toArray();
        return gallery.show(
                "residual",
                "Missed by most",
                "Validation examples: target, and what was predicted. A target that is mistyped, or in another unit, stands here.",
                ids,
                id -> "%s; predicted %s"
                        .formatted(
                                kitchen.dataset().targets().text(id),
                                Phrases.number(task.decoded(validation.outputs()[places.getOrDefault(id, 0)]))));
    }

    private static Evidence plot(double[] predicted, double[] residuals) {
        return new Evidence.Points(
                "Residuals",
                "predicted",
                "target minus predicted",
                "Validation examples. A funnel: large targets are missed by more, try their logarithm. A bow: the net is too small, or was trained for too short.",
                List.of(Evidence.Cloud.of("residual", predicted, residuals)));
    }

    private static Evidence histogram(double[] residuals) {
        return Evidence.Histogram.of(
                "Spread of the residuals",
                "One hump around zero. A second hump is a group of examples that the inputs don't tell apart.",
                "target minus predicted",
                residuals,
                BINS);
    }
}
