package io.souschef.recipe.regularize;

import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Verdict;
import io.souschef.recipe.Attempt;
import io.souschef.recipe.Chosen;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.Pace;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Tried;
import io.souschef.recipe.overfit.Overfit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * More data first: a learning curve. Then one regulariser at a time against the same control, each with a verdict. What helped
 * alone is tried together, for two cures of one illness may be one too many; what then holds is kept. Every verdict rests on two seeds or
 * more, where there is time: what looks better with one is tried with another before it is called better. The rate ends at zero here, and not
 * constant as in stage 3: a net that has hardly begun to fit its data is made worse by whatever regularises it.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks, section 4</a>
 */
public final class Regularize implements Stage {
    /** The decision under which the next stage finds the settings. */
    public static final String DECISION = "the regularisers that are kept";

    private static final double EPOCHS = 20;

    /** A net that is trained for less underfits. */
    private static final int FEWEST_STEPS = 250;

    /** A control, three changes, and the control and one of them with another seed. */
    private static final int FEWEST = 6;

    /** So many seeds have all trainings of a run that has no budget. */
    private static final int SEEDS = 2;

    /** More seeds than that say little more. */
    private static final int MOST_SEEDS = 3;

    /** The control, the shares of the learning curve, all changes together, and the control and a change with another seed. */
    private static final int OTHERS = 4 + LearningCurve.SHARES.size();

    /** What experiments are called: those with another seed, before what is tried, and the one of all that helped. */
    private static final String AGAIN = "again, ", TOGETHER = "what helped, together";

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String name() {
        return "regularize";
    }

    @Override
    public String title() {
        return "Regularize";
    }

    @Override
    public void run(Kitchen kitchen) {
        Settings start = Chosen.settings(kitchen.decided(Overfit.DECISION));
        new Work(kitchen, start).run();
    }

    /**
     * Trainings that follow from so many changes that look better with one seed: the control and these with another, and all of them
     * together with both. What combines well is worth more than one more change.
     */
    static int following(int tending) {
        return 1 + tending + (tending > 1 ? 2 : 0);
    }

    /** A change with the experiment that tried it. */
    private record Helped(Change change, Tried tried) {}

    /**
     * What is to be decided on.
     *
     * @param helped confirmed, over {@code seeds}
     * @param late what there was no time for, in words
     */
    private record Outcome(List<Helped> helped, List<Long> seeds, String late) {}

    /** The stage under way. */
    private final class Work {
        private final Kitchen kitchen;
        private final Lab lab;
        private final Pace pace;
        private final List<Change> changes;
        private final List<Long> seeds;
        private final double seconds;
        private final Settings plan;

        Work(Kitchen kitchen, Settings start) {
            this.kitchen = kitchen;
            this.lab = new Lab(kitchen, Regularize.this);
            this.pace = new Pace(kitchen, Regularize.this);
            Settings whole = start.cycle();
            this.changes = Change.candidates(kitchen, Regularize.this, whole);
            double each =
                    pace.each(whole, kitchen.seconds(Regularize.this), changes.size() + OTHERS, FEWEST, FEWEST_STEPS);
            this.plan = pace.fitted(whole, each, EPOCHS);
            this.seconds = pace.seconds(plan);
            long least = kitchen.budget().isEmpty() ? SEEDS : 1;
            long affordable = Math.max(least, Math.min(MOST_SEEDS, (long) (each / seconds)));
            this.seeds = LongStream.range(0, affordable)
                    .mapToObj(i -> kitchen.seed() + i)
                    .toList();
        }

        void run() {
            if (!pace.tells(plan)) {
                keep(
                        plan,
                        "nothing was tried: %.1f s for this stage are too few"
                                .formatted(kitchen.seconds(Regularize.this)));
                return;
            }
            LearningCurve curve = new LearningCurve(kitchen, Regularize.this, lab);
            lab.ahead(Stream.concat(
                    Stream.concat(Stream.of(control()), curve.points(plan, seconds)),
                    changes.stream().map(this::alone)));
            Tried control = lab.run(control());
            if (!control.feasible()) {
                lab.giveUp();
                keep(plan, "nothing was tried: the control diverged");
                return;
            }
            kitchen.add(Regularize.this, EarlyStopping.finding(control));
            if (kitchen.left(Regularize.this) >= seconds * seeds.size() * changes.size()
                    || curve.points(plan, seconds).anyMatch(point -> lab.knows(point.name()))) {
                curve.draw(control, seconds);
            }
            List<Helped> alone = new ArrayList<>();
            List<Helped> tending = new ArrayList<>();
            List<String> untried = new ArrayList<>();
            for (Change change : changes) {
                if (kitchen.left(Regularize.this) < needed(control, alone, tending) && !lab.knows(change.name())) {
                    untried.add(change.name());
                } else {
                    Helped one = new Helped(change, lab.run(alone(change).against(control)));
                    alone.add(one);
                    if (seeds.size() == 1) {
                        lab.judge(control, one.tried());
                        if (lab.tends(control, one.tried())) {
                            tending.add(one);
                        }
                    }
                }
            }
            String late = untried.isEmpty() ? "" : "; no time was left for " + String.join(", ", untried);
            decide(control, seeds.size() == 1 ? again(control, tending, late) : judged(control, alone, late));
        }

        /** Seconds for one more change: itself, and what has to follow. */
        private double needed(Tried control, List<Helped> alone, List<Helped> tending) {
            if (seeds.size() > 1) {
                boolean lower = alone.stream().anyMatch(h -> h.tried().loss() < control.loss());
                return seconds * seeds.size() * (lower ? 2 : 1); // what helped is also tried together
            }
            return seconds * (1 + following(Math.max(1, tending.size())));
        }

        /** What helped, all judged by the same spread between seeds. */
        private Outcome judged(Tried control, List<Helped> alone, String late) {
            List<Tried> like = new ArrayList<>(List.of(control));
            alone.forEach(h -> like.add(h.tried()));
            List<Helped> helped = alone.stream()
                    .filter(h ->
                            confirmed(lab.judge(control, h.tried(), h.tried().experiment(), like)))
                    .toList();
            return new Outcome(helped, seeds, late);
        }

        /** What helped with another seed, too, of what looked better with the first. */
        private Outcome again(Tried control, List<Helped> tending, String late) {
            if (tending.isEmpty()) {
                return new Outcome(List.of(), seeds, late);
            }
            if (kitchen.left(Regularize.this) < 2 * seconds && !lab.knows(AGAIN + "control")) {
                return new Outcome(List.of(), seeds, unsure(tending) + late);
            }
            Tried sister = lab.run(again("control", plan));
            List<Helped> both = new ArrayList<>();
            List<Tried> twice = new ArrayList<>();
            List<Tried> like = new ArrayList<>(List.of(control.and(sister)));
            for (Helped h : tending) {
                if (kitchen.left(Regularize.this) >= seconds
                        || lab.knows(AGAIN + h.change().name())) {
                    Tried second = lab.run(
                            again(h.change().name(), h.tried().settings()).against(sister));
                    twice.add(second);
                    Helped one = new Helped(h.change(), h.tried().and(second));
                    both.add(one);
                    like.add(one.tried());
                }
            }
            List<Helped> helped = new ArrayList<>();
            for (int i = 0; i < both.size(); i++) {
                Helped h = both.get(i);
                if (confirmed(
                        lab.judge(control.and(sister), h.tried(), twice.get(i).experiment(), like))) {
                    helped.add(h);
                }
            }
            List<Helped> left = tending.subList(both.size(), tending.size());
            return new Outcome(
                    helped, List.of(kitchen.seed(), kitchen.seed() + 1), (left.isEmpty() ? "" : unsure(left)) + late);
        }

        private String unsure(List<Helped> tending) {
            return "; better with one seed, and no time was left for another: "
                    + tending.stream().map(h -> h.change().name()).collect(Collectors.joining(", "));
        }

        private Attempt again(String name, Settings settings) {
            return attempt(
                            AGAIN + name,
                            "What was better with one seed is better with another.",
                            "another seed",
                            "a lower validation loss than the control's over both seeds",
                            settings)
                    .over(List.of(kitchen.seed() + 1));
        }

        private static boolean confirmed(Optional<Verdict> verdict) {
            return verdict.filter(v -> v.kind() == Verdict.Kind.CONFIRMED).isPresent();
        }

        private Attempt control() {
            return attempt(
                    "control",
                    "Without regularisation the net fits its training data better than the validation split.",
                    "nothing but a rate that ends at zero",
                    "training loss below validation loss",
                    plan);
        }

        private Attempt alone(Change change) {
            Settings changed = change.apply().apply(plan);
            boolean costs =
                    changed.batchSize() != plan.batchSize() || !changed.net().equals(plan.net());
            Settings fair = costs ? changed.withSteps(pace.steps(changed, seconds)) : changed;
            return attempt(
                    change.name(),
                    "Less fit to the training data buys validation.",
                    change.what() + (costs ? ", in the same time" : ""),
                    "a lower validation loss than the control's",
                    fair);
        }

        private Attempt attempt(String name, String statement, String change, String expected, Settings settings) {
            return Attempt.of(name, new Hypothesis(statement, change, expected), settings, kitchen.seed())
                    .over(seeds)
                    .within(1.25 * seconds);
        }

        private void decide(Tried control, Outcome outcome) {
            String late = outcome.late();
            List<Helped> helped = outcome.helped().stream()
                    .sorted(Comparator.comparingDouble(h -> h.tried().loss()))
                    .toList();
            if (helped.isEmpty()) {
                keep(control.settings(), "none was better than the control beyond doubt" + late);
                return;
            }
            Helped best = helped.get(0);
            if (helped.size() == 1) {
                keep(best.tried().settings(), "confirmed: " + best.change().name() + late);
                return;
            }
            List<String> names = helped.stream().map(h -> h.change().name()).toList();
            if (kitchen.left(Regularize.this) < seconds * outcome.seeds().size() && !lab.knows(TOGETHER)) {
                keep(
                        best.tried().settings(),
                        "confirmed: %s; the best of them is %s, and no time was left to try them together%s"
                                .formatted(
                                        String.join(", ", names), best.change().name(), late));
                return;
            }
            Tried together = together(best.tried(), helped, names, outcome.seeds());
            lab.judge(best.tried(), together);
            boolean holds = lab.preferred(best.tried(), together);
            keep(
                    holds ? together.settings() : best.tried().settings(),
                    (holds
                                    ? "confirmed alone, and together better than the best of them: "
                                            + String.join(", ", names)
                                    : "confirmed alone, but together not better than the best of them, which is kept: "
                                            + best.change().name())
                            + late);
        }

        /** All that helped; of two changes of the same thing the better, which is applied last. */
        private Tried together(Tried best, List<Helped> helped, List<String> names, List<Long> over) {
            Settings all = plan;
            for (int i = helped.size() - 1; i >= 0; i--) {
                all = helped.get(i).change().apply().apply(all);
            }
            return lab.run(attempt(
                            TOGETHER,
                            "What helps alone helps together.",
                            String.join(", ", names),
                            "a lower validation loss than with the best of them alone",
                            all.withSteps(pace.steps(all, seconds)))
                    .over(over)
                    .against(best));
        }

        private void keep(Settings settings, String why) {
            kitchen.decide(Regularize.this, DECISION, why, () -> Chosen.numbers(settings));
        }
    }
}
