package io.souschef.recipe.tune;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.recipe.Attempt;
import io.souschef.recipe.Chosen;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.Pace;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Tried;
import io.souschef.recipe.regularize.Regularize;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A schedule that ends at zero, against the constant rate so far; then random search over what matters most: learning rate, weight
 * decay, batch size. The best point is run again with another seed before it is adopted: the best of many is lucky, too.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks, section 5</a>
 */
public final class Tune implements Stage {
    /** The decision under which the last stage finds the settings. */
    public static final String DECISION = "the settings that are tuned";

    /** The number of that decision that says what loss the settings were left with on their training data, where they were tried. */
    public static final String TRAINING_LOSS = "training loss";

    /** The loss that they had on the validation split there. */
    public static final String VALIDATION_LOSS = "validation loss";

    private static final int TRIALS = 8;

    /** The constant rate, the schedule, and the best point and its control with another seed. */
    private static final int OTHERS = 4;

    /** A shorter training finds every rate too low. */
    private static final int FEWEST_STEPS = 200;

    /** The others and four points. */
    private static final int FEWEST = OTHERS + 4;

    /** Longer trials say no more about the rate. */
    private static final double EPOCHS = 60;

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
        new Work(kitchen).run();
    }

    /** A point with the experiment that tried it. */
    private record Tested(Point point, Tried tried) {}

    /** The stage under way. */
    private final class Work {
        private final Kitchen kitchen;
        private final Lab lab;
        private final Pace pace;
        private final Settings start;
        private final double seconds;

        Work(Kitchen kitchen) {
            this.kitchen = kitchen;
            this.lab = new Lab(kitchen, Tune.this);
            this.pace = new Pace(kitchen, Tune.this);
            this.start = Chosen.settings(kitchen.decided(Regularize.DECISION));
            this.seconds = pace.each(start, kitchen.seconds(Tune.this), TRIALS + OTHERS, FEWEST, FEWEST_STEPS);
        }

        void run() {
            Settings cycle = fitted(start.cycle());
            if (!pace.tells(cycle)) {
                keep(
                        cycle,
                        "nothing was tried: %.1f s for this stage are too few".formatted(kitchen.seconds(Tune.this)));
                return;
            }
            Attempt constant = attempt(
                    "constant rate", "The rate of stage 3, constant to the end.", cycle.constantRate(), kitchen.seed());
            Attempt schedule = attempt(
                    "schedule to zero",
                    "A rate that ends at zero finds a lower loss than a constant one.",
                    cycle,
                    kitchen.seed());
            List<Point> points = points();
            lab.ahead(Stream.concat(
                    Stream.of(constant, schedule),
                    IntStream.range(0, TRIALS).mapToObj(trial -> trial(trial, points.get(trial), cycle))));
            Tried flat = lab.run(constant);
            Tried control = lab.run(schedule.against(flat));
            lab.judge(flat, control);
            List<Tested> tested = search(points, cycle, control);
            Optional<Tested> best = tested.stream()
                    .filter(t -> t.tried().feasible())
                    .min(Comparator.comparingDouble(t -> t.tried().loss()));
            Importance.of(tested.stream().map(Tested::tried).toList()).ifPresent(e -> kitchen.show(Tune.this, e));
            adopt(control.loss() <= flat.loss() ? control : flat, best);
        }

        private List<Point> points() {
            RandomStream random = RandomStream.of(kitchen.seed(), "tune");
            return IntStream.range(0, TRIALS)
                    .mapToObj(trial -> Point.draw(random.at(trial), start.batchSize()))
                    .toList();
        }

        private List<Tested> search(List<Point> points, Settings cycle, Tried control) {
            List<Tested> tested = new ArrayList<>();
            for (int trial = 0; trial < TRIALS; trial++) {
                Point point = points.get(trial);
                if (kitchen.left(Tune.this) < 3 * seconds && !lab.knows(name(trial, point))) {
                    break;
                }
                tested.add(new Tested(point, lab.run(trial(trial, point, cycle).against(control))));
            }
            long infeasible = tested.stream().filter(t -> !t.tried().feasible()).count();
            if (tested.size() < TRIALS || infeasible > 0) {
                kitchen.add(Tune.this, searched(tested.size(), infeasible));
            }
            return tested;
        }

        private Attempt trial(int index, Point point, Settings cycle) {
            return attempt(
                    name(index, point),
                    "Somewhere in the space is a better point.",
                    fitted(point.apply(cycle)),
                    kitchen.seed());
        }

        private static String name(int index, Point point) {
            return "trial %d: %s".formatted(index + 1, point.describe());
        }

        private static Finding searched(int tested, long infeasible) {
            return Finding.of("random over grid search", "search-cut-short")
                    .measured("%d of %d points tried, %d of them diverged", tested, TRIALS, infeasible)
                    .expected("%d points, half of them feasible or more", TRIALS)
                    .fix(
                            tested < TRIALS
                                    ? "a larger budget: --budget"
                                    : "lower learning rates: the space reaches too high")
                    .warnIf(tested < TRIALS || 2 * infeasible > tested);
        }

        /** As many steps as the time allows at this batch size. */
        private Settings fitted(Settings settings) {
            int all = kitchen.dataset().split().train().length;
            return pace.fitted(settings, seconds, Math.min(EPOCHS, Math.max(1, epochs(settings.withExamples(all)))));
        }

        private double epochs(Settings whole) {
            return (double) pace.steps(whole, seconds) * whole.batchSize() / whole.examples();
        }

        private Attempt attempt(String name, String statement, Settings settings, long seed) {
            Hypothesis hypothesis = new Hypothesis(
                    statement,
                    "%s, rate %.2g, decay %.2g, batch %d"
                            .formatted(
                                    settings.schedule().getClass().getSimpleName(),
                                    settings.learningRate(),
                                    settings.weightDecay(),
                                    settings.batchSize()),
                    "a lower validation loss");
            return Attempt.of(name, hypothesis, settings, seed).within(1.25 * seconds);
        }

        private void adopt(Tried control, Optional<Tested> best) {
            if (best.isEmpty() || best.get().tried().loss() >= control.loss()) {
                keep(control, "no trial had a lower validation loss than the control");
                return;
            }
            Tested found = best.get();
            kitchen.add(Tune.this, border(found));
            lab.judge(control, found.tried());
            long missing = Stream.of(control, found.tried())
                    .filter(tried -> !lab.knows(again(tried)))
                    .count();
            if (missing > 0 && kitchen.left(Tune.this) < missing * seconds) {
                boolean preferred = lab.preferred(control, found.tried());
                keep(
                        preferred ? found.tried() : control,
                        "%s; no time was left to try it with another seed"
                                .formatted(
                                        preferred
                                                ? "the lowest validation loss"
                                                : "the lowest validation loss has a %s that is worse beyond doubt"
                                                        .formatted(
                                                                kitchen.task().metric())));
                return;
            }
            long other = kitchen.seed() + 1;
            Attempt again = again(control, other);
            Attempt foundAgain = again(found.tried(), other);
            lab.ahead(Stream.of(again, foundAgain));
            Tried before = lab.run(again);
            Tried after = lab.run(foundAgain.against(before));
            lab.judge(before, after);
            Adoption adoption = Adoption.of(
                    lab, control, before, found.tried(), after, found.point().describe());
            keep(adoption.adopted() ? found.tried() : control, adoption.why());
        }

        private Attempt again(Tried tried, long seed) {
            return attempt(again(tried), "What was best with one seed is better with another.", tried.settings(), seed);
        }

        private static String again(Tried tried) {
            return "again, " + tried.experiment().name();
        }

        private Finding border(Tested found) {
            List<String> edges = found.point().edges();
            return Finding.of("random over grid search", "border-of-the-space")
                    .measured("the best point: %s", found.point().describe())
                    .expected("inside of the space, not near its border")
                    .cause(edges.isEmpty() ? "" : String.join("; ", edges))
                    .fix(edges.isEmpty() ? "" : "beyond the border may be better points: widen the space")
                    .warnIf(!edges.isEmpty());
        }

        private void keep(Tried tried, String why) {
            kitchen.decide(Tune.this, DECISION, why, () -> {
                SortedMap<String, Object> numbers = Chosen.numbers(tried.settings());
                numbers.put(TRAINING_LOSS, tried.mean("training loss"));
                numbers.put(VALIDATION_LOSS, tried.loss());
                return numbers;
            });
        }

        private void keep(Settings settings, String why) {
            kitchen.decide(Tune.this, DECISION, why, () -> Chosen.numbers(settings));
        }
    }
}
