package io.souschef.recipe.tune;

import io.souschef.experiment.Evidence;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Tried;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How much each hyper-parameter mattered over the trials of a search. */
final class Importance {
    /** With fewer trials a rank correlation says nothing. */
    private static final int FEWEST = 4;

    private Importance() {}

    /** Bars, one per hyper-parameter; empty with too few trials that came to an end. */
    static Optional<Evidence> of(List<Tried> trials) {
        List<Tried> some = trials.stream().filter(Tried::feasible).toList();
        if (some.size() < FEWEST) {
            return Optional.empty();
        }
        return Optional.of(Evidence.Bars.of(
                "Importance of each hyper-parameter",
                "Rank correlation with the validation loss over %d trials, without its sign: near 1 it decides, near 0 it hardly matters."
                        .formatted(some.size()),
                "rank correlation",
                List.of("learning rate", "weight decay", "batch size"),
                new double[] {
                    strength(some, Settings::learningRate),
                    strength(some, Settings::weightDecay),
                    strength(some, Settings::batchSize)
                }));
    }

    private static double strength(List<Tried> trials, ToDoubleFunction<Settings> which) {
        double[] loss = trials.stream().mapToDouble(Tried::loss).toArray();
        double[] values = trials.stream()
                .mapToDouble(t -> which.applyAsDouble(t.settings()))
                .toArray();
        return Math.abs(RankCorrelation.of(values, loss));
    }
}
