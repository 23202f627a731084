package io.souschef.recipe.tune;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Hypothesis;
import io.souschef.recipe.Chosen;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.Pace;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Tried;
import io.souschef.recipe.regularize.Regularize;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Random search over what matters most: learning rate, weight decay, batch size, with a schedule that ends at zero. Then how
 * much each of them mattered.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks, section 5</a>
 */
public final class Tune implements Stage {
    /** The decision under which the last stage finds the settings. */
    public static final String DECISION = "the settings that are tuned";

    private static final int TRIALS = 8;

    @Override
    public int number() {
        return 5;
    }

    @Override
    public String name() {
        return "tune";
    }

    @Override
    public String title() {
        return "Tune";
    }

    @Override
    public void run(Kitchen kitchen) {
        Settings start = Chosen.settings(kitchen.decided(Regularize.DECISION));
        double seconds = kitchen.seconds(this) / (TRIALS + 1);
        Lab lab = new Lab(kitchen, this);
        List<Tried> all = new ArrayList<>();
        Settings first = start.withSchedule(Schedule.oneCycle()).withLearningRate(1e-3);
        Tried control = lab.run(
                "schedule to zero",
                new Hypothesis(
                        "A rate that ends at zero finds a lower loss than a constant one.",
                        "one-cycle, peak 1e-3",
                        "a lower validation loss than with a constant rate"),
                fitted(kitchen, first, seconds),
                Optional.empty(),
                List.of(kitchen.seed()),
                seconds);
        all.add(control);
        RandomStream random = RandomStream.of(kitchen.seed(), "tune");
        for (int trial = 0; trial < TRIALS; trial++) {
            Point point = Point.draw(random.at(trial), start.batchSize());
            Settings settings = fitted(kitchen, point.apply(first), seconds);
            Tried tried = lab.run(
                    "trial %d: %s".formatted(trial + 1, point.describe()),
                    new Hypothesis(
                            "Somewhere in the space is a better point.", point.describe(), "a lower validation loss"),
                    settings,
                    Optional.of(control),
                    List.of(kitchen.seed()),
                    seconds);
            all.add(tried);
        }
        Tried best = all.stream()
                .min(Comparator.comparingDouble(tried -> tried.mean("validation loss")))
                .orElseThrow();
        kitchen.show(this, importance(all));
        kitchen.decide(
                this,
                DECISION,
                "the lowest validation loss of %d trials: %s"
                        .formatted(all.size(), best.experiment().name()),
                () -> Chosen.numbers(best.settings()));
    }

    /** As many steps as the time allows at this batch size; no more than the control stage saw examples. */
    private Settings fitted(Kitchen kitchen, Settings settings, double seconds) {
        long steps = new Pace(kitchen, this).steps(settings, seconds);
        return settings.withSteps(steps);
    }

    private static Evidence importance(List<Tried> all) {
        double[] loss = all.stream().mapToDouble(t -> t.mean("validation loss")).toArray();
        List<String> names = List.of("learning rate", "weight decay", "batch size");
        double[] strength = {
            Math.abs(RankCorrelation.of(values(all, s -> s.learningRate()), loss)),
            Math.abs(RankCorrelation.of(values(all, s -> s.weightDecay()), loss)),
            Math.abs(RankCorrelation.of(values(all, s -> s.batchSize()), loss)),
        };
        return Evidence.Bars.of(
                "Importance of each hyper-parameter",
                "Rank correlation with the validation loss, without its sign: near 1 it decides, near 0 it hardly matters.",
                "rank correlation",
                names,
                strength);
    }

    private static double[] values(List<Tried> all, java.util.function.ToDoubleFunction<Settings> which) {
        return all.stream()
                .mapToDouble(tried -> which.applyAsDouble(tried.settings()))
                .toArray();
    }
}
