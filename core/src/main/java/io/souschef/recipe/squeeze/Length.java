package io.souschef.recipe.squeeze;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Tried;
import io.souschef.recipe.tune.Tune;
import io.souschef.train.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * How long the last trainings are. The first is as long as the time allows: networks keep improving for unintuitively long. Where it has
 * learnt its examples by heart instead, a shorter one is tried, as long as it took to the best weights, a third of it at most and an eighth at
 * least, and then a shorter one than that, for as long as that helps, each with a whole cycle of the rate: weights out of the middle of a
 * cycle that was too long are those of a rate that is still high.
 *
 * <p>On sixteen tables that the recipe is developed on, 146 to 2,100 rows to train on, with cycles of 8, 20, 60 and 200 epochs, three nets of
 * each: the lowest loss on validation had 8 epochs on nine tables, 20 on one, 60 on five, 200 on one. The loss on test of the best weights
 * out of 200 epochs was higher than that of the length so chosen on twelve, lower on three; 1.11 times as high in the median.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"catch your model just as it's about to overfit", section 4</a>
 */
final class Length {
    /** A training whose best weights are from before its last tenth was too long. */
    private static final double END = 0.9;

    /** The next is shorter by so much: where the best weights were, but within these. */
    private static final double LEAST = 1.0 / 8, MOST = 1.0 / 3;

    /** Shorter trainings are not tried. */
    private static final double FEWEST_EPOCHS = 8, FEWEST_STEPS = 50;

    /** A further step down that is no more than this is none. */
    private static final double NEARLY = 0.8;

    private final Kitchen kitchen;
    private final double trialLoss;
    private final List<Tried> all = new ArrayList<>();

    /** @param decided what stage 5 has decided */
    Length(Kitchen kitchen, SortedMap<String, Object> decided) {
        this.kitchen = kitchen;
        this.trialLoss = decided.get(Tune.VALIDATION_LOSS) instanceof Number loss
                ? loss.doubleValue()
                : Double.POSITIVE_INFINITY;
    }

    /** What is to be tried after this training, which is shorter than all before it; nothing, where the best length is found. */
    Optional<Settings> shorterThan(Tried fresh) {
        boolean first = all.isEmpty();
        boolean goOn = first ? tooLong(fresh) : better(fresh, best());
        all.add(fresh);
        Settings settings = fresh.settings();
        double done = fresh.mean("steps");
        double share = Math.min(MOST, Math.max(LEAST, fresh.mean("best step") / done));
        double fewest = Math.max(FEWEST_STEPS, FEWEST_EPOCHS * settings.examples() / settings.batchSize());
        long steps = Math.round(Math.max(fewest, share * done));
        return goOn && steps < NEARLY * done ? Optional.of(settings.withSteps(steps)) : Optional.empty();
    }

    /** Its best weights are from long before its end, or a trial of stage 5 that was as short as that time allowed had a lower loss. */
    private boolean tooLong(Tried first) {
        return first.mean("best step") < END * first.mean("steps") || first.loss() > trialLoss;
    }

    /** The training of the length that is best. */
    Tried best() {
        Tried best = all.get(0);
        for (Tried tried : all) {
            best = better(tried, best) ? tried : best;
        }
        return best;
    }

    /** A lower loss, and a metric that is not worse by more than its standard error. */
    private static boolean better(Tried shorter, Tried longer) {
        if (!shorter.feasible() || !(shorter.loss() < longer.loss())) {
            return false;
        }
        Evaluation before = longer.first().validation();
        Evaluation after = shorter.first().validation();
        return !before.betterThan(after) || !beyondStandardError(before, after);
    }

    private static boolean beyondStandardError(Evaluation before, Evaluation after) {
        double[] left = before.merits();
        double[] right = after.merits();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < left.length; i++) {
            double difference = left[i] - right[i];
            sum += difference;
            squares += difference * difference;
        }
        return Math.abs(sum) > Math.sqrt(squares);
    }

    /** What the lengths came to; nothing, where only one was tried. */
    Optional<Finding> finding() {
        if (all.size() < 2) {
            return Optional.empty();
        }
        List<Tried> byLength = all.stream()
                .filter(Tried::feasible)
                .sorted(Comparator.comparingDouble(Length::epochs))
                .toList();
        return Optional.of(Finding.of("early stopping", "length")
                .measured("validation loss %s", lossesByLength())
                .expected("a training as long as helps")
                .fix("the members are trained for %s; more data would pay for longer ones".formatted(epochsOf(best())))
                .evidence(Evidence.Bars.of(
                        "How long to train",
                        "Validation loss at the best weights of one training of each length, with a whole cycle of the rate.",
                        kitchen.task().lossUnit(),
                        byLength.stream().map(Length::epochsOf).toList(),
                        byLength.stream().mapToDouble(Tried::loss).toArray()))
                .okIf(true));
    }

    /** From the longest: as they were tried. */
    private String lossesByLength() {
        return all.stream()
                .map(tried -> tried.feasible()
                        ? "%.4f after %s".formatted(tried.loss(), epochsOf(tried))
                        : "not finite with " + epochsOf(tried))
                .collect(Collectors.joining(", "));
    }

    /** Those that it had; where it diverged, those that were planned. */
    private static double epochs(Tried tried) {
        double steps = tried.feasible() ? tried.mean("steps") : tried.settings().steps();
        return steps * tried.settings().batchSize() / tried.settings().examples();
    }

    private static String epochsOf(Tried tried) {
        return "%.0f epochs".formatted(epochs(tried));
    }
}
